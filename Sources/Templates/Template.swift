/// A compiled template together with the environment that it renders in; any number of threads may render it.
public struct Template: Sendable {
  let compiled: CompiledTemplate
  let environment: EnvironmentCore

  public var name: String { compiled.name }

  /// Appends the rendered text to `output`; after a failure what was written before is left there.
  ///
  /// - Parameter fragments: where included templates are kept for other renders; nil renders each anew.
  /// - Parameter recorder: who learns what is read.
  public func render(
    _ context: RenderContext, fragments: FragmentCache? = nil, recorder: (any ReadRecorder)? = nil,
    into output: inout OutputBuffer
  ) throws(TemplateFailure) {
    recorder?.recordTemplate(compiled.name)
    var buffer = OutputBuffer(minimumCapacity: 64)
    swap(&buffer, &output)
    var renderer = Renderer(
      compiled, environment: environment, variables: context, fragments: fragments, recorder: recorder,
      output: buffer)
    var failure: TemplateFailure?
    do throws(TemplateError) {
      try renderer.run()
    } catch {
      failure = renderer.failure(error)
    }
    output = renderer.takeOutput()
    if let failure { throw failure }
  }

  public func render(
    _ context: [(String, Value)], fragments: FragmentCache? = nil, recorder: (any ReadRecorder)? = nil,
    into output: inout OutputBuffer
  ) throws(TemplateFailure) {
    try render(RenderContext(context), fragments: fragments, recorder: recorder, into: &output)
  }

  /// The rendered text.
  public func render(_ context: [(String, Value)] = []) throws(TemplateFailure) -> String {
    var output = OutputBuffer(minimumCapacity: 4096)
    try render(context, into: &output)
    return output.text
  }
}
