import Content

extension WrittenValue {
  /// The value for failures to show: lists in one line, members of a group one a line.
  var displayed: String {
    switch self {
    case .nothing: ""
    case .text(let text): text
    case .list(let items):
      items.map(\.displayed).joined(
        separator: items.contains { if case .text = $0 { false } else { true } } ? "\n\n" : ", ")
    case .group(let members): members.map { "\($0.name): \($0.value.displayed)" }.joined(separator: "\n")
    }
  }
}
