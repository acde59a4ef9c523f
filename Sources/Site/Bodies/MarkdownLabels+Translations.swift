import Markup

extension MarkdownLabels {
  /// The words of the theme, or nothing where it has none.
  init(_ translations: Translations, language: String) {
    func text(_ key: String) -> String { translations.text("markdown.\(key)", language: language) ?? "" }
    self.init(
      table: text("table"), done: text("done"), notDone: text("not_done"), footnotes: text("footnotes"),
      backToText: text("back_to_text"), watchVideoOn: text("watch_video_on"))
  }
}
