import Content

extension ShownForm {
  /// Takes over what others have changed since the form was filled in; where both have changed the same field, it says
  /// beside it what the others wrote, and keeps what was typed.
  ///
  /// - Parameters:
  ///   - base: the file that the form was filled in with.
  ///   - current: the file as it is now.
  ///   - displayed: what people call what a path says.
  ///   - say: a sentence about what others wrote.
  mutating func reconcile(
    base: EntryDocument, current: EntryDocument, displayed: DisplayedValues, say: (String) -> String
  ) {
    let (before, now) = (FormValues(base, of: kind), FormValues(current, of: kind))
    for name in kind.fields.map(\.name) + [FormValues.body] {
      let theirs = now.part(name)
      guard theirs != before.part(name), theirs != values.part(name) else { continue }
      if values.part(name) == before.part(name) {
        values.take(name, from: now)
      } else {
        let shown = theirs.sorted { $0.key < $1.key }
          .flatMap { path, texts in texts.map { displayed.text($0, at: path) } }.joined(separator: ", ")
        refuse(name, say(shown.isEmpty ? "–" : shown))
      }
    }
  }
}
