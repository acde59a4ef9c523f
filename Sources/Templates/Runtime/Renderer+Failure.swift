internal import Diagnostics

extension Renderer {
  /// The diagnostic of an error at the current instruction, with the calls that led there.
  func failure(_ error: TemplateError) -> TemplateFailure {
    var diagnostic = Diagnostic.error(
      error.id, at: SourceLocation(template.source, currentRange), error.message, help: error.help,
      suggestion: error.suggestion ?? suggestion(for: error.undefined), notes: notes)
    if error.causes.isEmpty { return TemplateFailure([diagnostic]) }
    diagnostic = error.causes[0]
    diagnostic.notes.append(
      .init("used by template '\(template.name)'", at: SourceLocation(template.source, currentRange)))
    diagnostic.notes += notes
    return TemplateFailure([diagnostic] + error.causes.dropFirst())
  }

  private var currentRange: Range<Int> {
    function.ranges.indices.contains(position - 1) ? function.ranges[position - 1] : 0..<0
  }

  private func suggestion(for undefined: Undefined?) -> String? {
    guard case .name(let name) = undefined?.cause else { return nil }
    return nearestName(to: name.name, among: Set(context.knownNames + template.declaredNames).sorted())
  }

  private static var shownCalls: Int { 10 }

  /// One note for each call, innermost first; of a long chain only the ends.
  private var notes: [Diagnostic.Note] {
    var notes: [Diagnostic.Note] = []
    var callee = function
    for caller in calls.reversed() {
      notes.append(note(callee, caller))
      callee = caller.function
    }
    guard notes.count > Self.shownCalls else { return notes }
    let half = Self.shownCalls / 2
    let omitted = notes.count - Self.shownCalls
    return notes.prefix(half) + [.init("\(omitted) more calls between")] + notes.suffix(half)
  }

  private func note(_ callee: CompiledFunction, _ caller: Activation) -> Diagnostic.Note {
    let range = caller.position > 0 ? caller.function.ranges[caller.position - 1] : 0..<0
    let location = SourceLocation(caller.template.source, range)
    switch caller.function.instructions[max(0, caller.position - 1)] {
    case .include: return .init("included from here", at: location)
    case .importTemplate: return .init("imported from here", at: location)
    case .block: return .init("in block '\(callee.name)'", at: location)
    case .recursiveLoop: return .init("in the recursive loop here", at: location)
    case .call, .callMethod:
      if callee.signature == nil { return .init("in block '\(callee.name)' called here", at: location) }
      if callee.name.isEmpty { return .init("in the 'call' block used here", at: location) }
      return .init("in macro '\(callee.name)' called here", at: location)
    default: return .init("called from here", at: location)
    }
  }
}
