/// The paths of a route: `/people/{id}/edit`, `/people/`, or `/files/{path...}` for all below a folder.
public struct RoutePattern: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
  enum Part: Sendable, Hashable {
    case literal(String)
    case parameter(String)
    /// One or more segments; last.
    case rest(String)
  }

  public let description: String
  let parts: [Part]
  let isFolder: Bool

  /// Patterns are part of the program: one that begins with no slash, or has a name twice, stops it.
  public init(_ pattern: String) {
    precondition(pattern.hasPrefix("/"), "a pattern begins with a slash: \(pattern)")
    var texts = pattern.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    isFolder = texts.last?.isEmpty ?? true
    if isFolder, !texts.isEmpty { texts.removeLast() }
    parts = texts.map(Self.part)
    description = pattern
    let names = parts.compactMap(\.name)
    precondition(Set(names).count == names.count, "a pattern has each name once: \(pattern)")
    precondition(!parts.dropLast().contains(where: \.isRest), "only the end of a pattern stands for several segments")
  }

  public init(stringLiteral value: String) { self.init(value) }

  /// The parameters that a path gives the pattern; nil when it is none of the pattern's.
  func match(_ path: RequestPath) -> PathParameters? {
    let segments = path.segments
    let isOpen = parts.last?.isRest ?? false
    guard isOpen ? segments.count >= parts.count : segments.count == parts.count && path.isFolder == isFolder else {
      return nil
    }
    var values: [NamedValues.Pair] = []
    for (part, segment) in zip(parts, segments) {
      switch part {
      case .literal(let text):
        guard text == segment else { return nil }
      case .parameter(let name): values.append(.init(name, segment))
      case .rest(let name):
        let rest = segments[(parts.count - 1)...].joined(separator: "/")
        values.append(.init(name, path.isFolder ? rest + "/" : rest))
      }
    }
    return PathParameters(NamedValues(values))
  }

  /// Orders patterns by how exactly they say what they mean, part by part.
  var precision: [Int] {
    parts.map { part in
      switch part {
      case .literal: 0
      case .parameter: 1
      case .rest: 2
      }
    }
  }

  /// What two patterns share that match the same paths.
  var shape: String {
    parts.map { part in
      switch part {
      case .literal(let text): "/\(text)"
      case .parameter: "/{}"
      case .rest: "/{...}"
      }
    }.joined() + (isFolder ? "/" : "")
  }

  private static func part(_ text: Substring) -> Part {
    guard text.hasPrefix("{"), text.hasSuffix("}") else {
      precondition(
        !text.isEmpty && !text.contains { "{}".contains($0) }, "a name in braces is a whole segment: \(text)")
      return .literal(String(text))
    }
    let name = text.dropFirst().dropLast()
    precondition(!name.isEmpty, "a name in braces is not empty")
    return name.hasSuffix("...") ? .rest(String(name.dropLast(3))) : .parameter(String(name))
  }
}

extension RoutePattern.Part {
  fileprivate var name: String? {
    switch self {
    case .literal: nil
    case .parameter(let name), .rest(let name): name
    }
  }

  fileprivate var isRest: Bool {
    if case .rest = self { true } else { false }
  }
}

/// What the names of a pattern stand for in one path, decoded.
public struct PathParameters: Sendable, Equatable {
  private let values: NamedValues

  public init(_ values: NamedValues = NamedValues()) { self.values = values }

  /// Empty for a name that the pattern does not have.
  public subscript(name: String) -> String { values[name] ?? "" }
}
