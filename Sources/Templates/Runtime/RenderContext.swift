/// The variables that a render is given, with names interned beforehand.
public struct RenderContext: Sendable {
  private var variables: [Symbol: Value] = [:]

  public init() {}

  /// Of equal names the last wins.
  public init(_ variables: [(String, Value)]) {
    for (name, value) in variables { self.variables[Symbol(name)] = value }
  }

  /// Of equal names the last wins.
  public init(_ variables: [(Symbol, Value)]) {
    self.variables.reserveCapacity(variables.count)
    for (name, value) in variables { self.variables[name] = value }
  }

  public subscript(_ name: Symbol) -> Value? {
    get { variables[name] }
    set { variables[name] = newValue }
  }

  var names: [String] { variables.keys.map(\.name).sorted() }
}

/// Where names end up that no template defined: the render's variables, then the environment's globals.
struct BaseContext {
  let variables: RenderContext
  let globals: [Symbol: Value]

  func lookup(_ name: Symbol) -> Value? {
    variables[name] ?? globals[name]
  }

  var names: [String] { variables.names + globals.keys.map(\.name).sorted() }
}

/// What a filter, a test or a function can see of the render that calls it.
public struct RenderState {
  let context: Context
  let environment: EnvironmentCore
  /// Whether text is being escaped where the call stands.
  public let isEscaping: Bool
  /// Who wants to know what the render reads.
  public let recorder: (any ReadRecorder)?

  /// The value that a name has in the calling template, or in what the render was given.
  public func lookup(_ name: Symbol) -> Value? {
    context.lookup(name)
  }

  var limits: Limits { environment.settings.limits }

  /// A value for what is not there, such as the first element of an empty list.
  func undefined(_ cause: Undefined.Cause) -> Value {
    .undefined(Undefined(cause, environment.settings.undefined))
  }
}
