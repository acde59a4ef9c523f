/// What a new entry begins with: each field of its kind, and what may be written there as a comment.
public enum StarterFile {
  /// The text of the file; labels and help are in the first language of the site.
  ///
  /// Required fields are there to be filled in, others are comments that only lose their `# `.
  public static func text(for kind: Kind, in tree: ContentTree) -> String {
    let writer = StarterWriter(scope: SchemaScope(language: tree.settings.mainLanguage, kinds: tree.kinds))
    return "---\n" + kind.fields.map(writer.text).joined() + "# draft: true\n---\n\n"
  }
}

private struct StarterWriter {
  let scope: SchemaScope

  func text(of field: Field) -> String {
    let lines = ["# \(advice(for: field))"] + keys(of: field).map { field.isRequired ? $0 : "# " + $0 }
    return lines.map { $0 + "\n" }.joined()
  }

  private func advice(for field: Field) -> String {
    let written = field.type.advice(in: scope)
    var advice = "\(field.label.text(in: scope.language)): \(field.isList ? "list of " : "")\(field.type.name)"
    if !written.isEmpty { advice += ", " + written }
    if field.isList, let count = field.itemCount.text({ String($0) }) { advice += ", \(count) of them" }
    if let value = field.defaultValue?.written(by: field) { advice += ", \(value) if not given" }
    if field.isRequired { advice += ", required" }
    if !field.isPublic { advice += ", not public" }
    guard let help = field.help?.text(in: scope.language) else { return advice }
    return "\(advice). \(help.split(whereSeparator: \.isNewline).joined(separator: " "))"
  }

  /// The lines that the field itself takes: one, but for a group.
  private func keys(of field: Field) -> [String] {
    guard let group = field.group else { return ["\(field.name):\(field.isList ? " []" : "")"] }
    let inner = group.enumerated().flatMap { number, member in
      let lines = keys(of: member)
      let first = field.isList && number == 0 ? "  - " : field.isList ? "    " : "  "
      return [(field.isList ? "    " : "  ") + "# \(advice(for: member))", first + (lines.first ?? "")]
        + lines.dropFirst().map { (field.isList ? "    " : "  ") + $0 }
    }
    return ["\(field.name):"] + inner
  }
}

extension FieldValue {
  /// A default as content writes it; nil for what takes more than a word.
  fileprivate func written(by field: Field) -> String? {
    switch self {
    case .text(let text): text.contains(where: \.isNewline) ? nil : text
    case .integer(let number): String(number)
    case .number(let number): String(number)
    case .boolean(let flag): String(flag)
    case .date(let date): date.iso
    case .moment(let moment): moment.iso
    case .choice(let index): field.choices[index].name
    case .tag(let tag): tag.label
    case .duration(let span): span.description
    case .list(let values): Self.list(values.compactMap { $0.written(by: field) })
    default: nil
    }
  }

  private static func list(_ values: [String]) -> String? {
    values.isEmpty ? nil : "[\(values.joined(separator: ", "))]"
  }
}

extension Bounds {
  /// Such as `1 to 5` or `at most 120`; nil without bounds.
  func text(_ written: (Bound) -> String) -> String? {
    switch (minimum, maximum) {
    case (let low?, let high?): "\(written(low)) to \(written(high))"
    case (let low?, nil): "at least \(written(low))"
    case (nil, let high?): "at most \(written(high))"
    case (nil, nil): nil
    }
  }

  /// The bounds after an example of what is written.
  func advice(_ example: String, _ written: (Bound) -> String) -> String {
    [example, text(written)].compactMap(\.self).joined(separator: ", ")
  }
}
