/// What a browser sends of a form: names and texts, in the order of the page.
public struct FormInput: Sendable, Hashable {
  /// The path of a field as forms write it, such as `jobs.0.title`.
  public var name: String
  public var value: String

  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// The inputs of a form by the parts of their names.
struct FormInputs {
  /// What was sent under exactly this name.
  private(set) var texts: [String] = []
  private var members: [String: FormInputs] = [:]
  private(set) var items: [Int: FormInputs] = [:]

  init() {}

  /// Names that are no paths are left out.
  init(_ inputs: [FormInput]) {
    for input in inputs {
      guard let path = ValuePath(input.name) else { continue }
      add(Self.unified(input.value), at: path.steps[...])
    }
  }

  subscript(name: String) -> FormInputs? { members[name] }

  var isText: Bool { !texts.isEmpty }

  /// The last text that says something: forms send an empty or a usual one first, in a hidden input, so that it is
  /// known that the field is there.
  var text: String {
    texts.last { !$0.trimmed.isEmpty }?.trimmed ?? ""
  }

  /// The items in their order, with their numbers in the form.
  var numbered: [(number: Int, inputs: FormInputs)] {
    items.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Whether something was sent at a path or below it.
  func contains(_ steps: ArraySlice<ValuePath.Step>) -> Bool {
    guard let step = steps.first else { return true }
    return switch step {
    case .member(let name): members[name]?.contains(steps.dropFirst()) ?? false
    case .item(let index): items[index]?.contains(steps.dropFirst()) ?? false
    }
  }

  private mutating func add(_ text: String, at steps: ArraySlice<ValuePath.Step>) {
    switch steps.first {
    case nil: texts.append(text)
    case .member(let name): members[name, default: FormInputs()].add(text, at: steps.dropFirst())
    case .item(let index): items[index, default: FormInputs()].add(text, at: steps.dropFirst())
    }
  }

  /// Browsers end lines with CRLF.
  private static func unified(_ text: String) -> String {
    guard text.utf8.contains(0x0D) else { return text }
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if byte == 0x0A, bytes.last == 0x0D { bytes.removeLast() }
      bytes.append(byte)
    }
    return String(decoding: bytes.map { $0 == 0x0D ? 0x0A : $0 }, as: UTF8.self)
  }
}
