import Content
import HTTP
import Site
import Store

/// From what a browser sends to the form that it has filled in, and what becomes of it.
///
/// Whatever keeps a form from being submitted, what was typed into it is shown again or kept.
extension Intake {
  func take(_ parameters: PathParameters, _ visit: Visit) async throws -> Response {
    // Who was signed out while they wrote finds it again once they have signed in.
    guard visit.account != nil else { return try await keepForLater(parameters, visit) }
    guard case .form(let whole) = visit.request.body else { throw Problem.refused(.badRequest) }
    let (target, isGone) = try await targetOfSent(whole, parameters, visit)
    guard !isGone, !visit.hasStaleForm else { return try showAgain(whole, target, isGone: isGone, visit) }
    let received = await receive(whole, of: target.kind, visit)
    let sent = received.sent
    var form = ShownForm(sent, kind: target.kind, slug: target.slug)
    for refused in received.refused { form.refuse(refused.path, refused.text) }
    // What the form was shown with is no wish, wherever its page has gone since.
    if form.newSlug == parameters["slug"] { form.newSlug = nil }
    resolveReferences(&form, visit)
    let action = sent["action"] ?? "submit"
    if action.hasPrefix("add:") {
      form.added[String(action.dropFirst(4))] = 1
      return try formPage(form, target, visit)
    }
    if action.hasPrefix("remove:"), let dot = action.lastIndex(of: "."), let number = Int(action[dot...].dropFirst()) {
      form.values.remove(number, from: String(action[..<dot].dropFirst(7)))
      return try formPage(form, target, visit)
    }
    switch action {
    case "preview":
      form.preview = try await preview(
        of: form.values.first(FormValues.body), folder: target.entry?.main.folder ?? target.kind.plural,
        try await proposal(form.submission, of: target, visit), visit)
      return try formPage(form, target, visit)
    case "draft":
      if let other = try await otherDraft(than: form, visit) {
        // Whoever keeps it once more knows.
        form.draft = String(other.updated)
        let words = [("title", other.title)]
        form.refuse("", pages.site.text("mistake_other_draft", language: visit.language, words))
        return try formPage(form, target, visit)
      }
      try await keepDraft(form, sent.fields, of: target, visit)
      // What was refused is not in the draft, which its writer should know.
      guard form.isFine else { return try formPage(form, target, visit) }
      return pages.redirect(to: "/-/my", for: visit, done: .draftKept)
    case "submit": return try await submitOrKeep(form, sent.fields, target, visit)
    default: throw Problem.refused(.badRequest)
    }
  }

  private func submitOrKeep(
    _ form: ShownForm, _ sent: NamedValues, _ target: EntryTarget, _ visit: Visit
  ) async throws -> Response {
    do {
      return try await submit(form, target, visit)
    } catch let error as EditError {
      var form = form
      refuse(&form, error, visit)
      return try formPage(form, target, visit)
    } catch {
      let problem = problem(for: error, visit.request)
      if try await otherDraft(than: form, visit) != nil {
        throw UnsentForm(problem: problem, kept: .shown(form.typed))
      }
      try await keepDraft(form, sent, of: target, visit)
      throw UnsentForm(problem: problem, kept: .asDraft)
    }
  }

  /// Says why a form cannot be written into its file.
  private func refuse(_ form: inout ShownForm, _ error: EditError, _ visit: Visit) {
    let (path, key) =
      switch error {
      case .tooLarge: ("", "mistake_entry_size")
      case .oddlyWritten(let field): (field ?? FormValues.body, "mistake_oddly_written")
      case .controlCharacters(let path): (path?.formName ?? FormValues.body, "mistake_pattern")
      case .unreadable, .noSuchValue, .fieldsOnly: ("", "mistake_oddly_written")
      }
    form.refuse(path, pages.site.text(key, language: visit.language))
  }

  /// What a form was sent about; a new entry where its page is gone, or is no longer somebody's to change.
  private func targetOfSent(
    _ sent: FormData, _ parameters: PathParameters, _ visit: Visit
  ) async throws -> (target: EntryTarget, isGone: Bool) {
    do throws(Problem) {
      return (try target(parameters, visit), false)
    } catch {
      guard let kind = pages.site.library.kind(named: parameters["kind"]) else { throw error }
      let slug = parameters["slug"]
      if error == .stuck {
        let form = ShownForm(sent, kind: kind, slug: slug)
        try await keepDraft(form, sent.fields, about: kind, slug: slug, visit)
        throw UnsentForm(problem: error, kept: .asDraft)
      }
      // The form of a page that was there names the version that it shows.
      guard error == .notFound, !slug.isEmpty, sent["base"] ?? "" != "" else { throw error }
      return (EntryTarget(kind: kind, entry: nil), true)
    }
  }

  /// The form that was sent, for its writer to look at before they send it once more.
  private func showAgain(
    _ sent: FormData, _ target: EntryTarget, isGone: Bool, _ visit: Visit
  ) throws -> Response {
    var form = ShownForm(sent, kind: target.kind, slug: target.slug)
    resolveReferences(&form, visit)
    if isGone {
      form.base = ""
      form.submission = ""
    }
    form.refuse("", pages.site.text(isGone ? "mistake_page_gone" : "mistake_stale_form", language: visit.language))
    refuse(&form, filesToChooseAgain: sent.uploads.filter { $0.size > 0 }.map(\.name), visit)
    return try formPage(form, target, visit, action: isGone ? pages.address(target.path, for: visit) : nil)
  }

  /// Names the files that were sent with a form and are not kept.
  func refuse(_ form: inout ShownForm, filesToChooseAgain names: [String], _ visit: Visit) {
    let text = pages.site.text("mistake_file_again", language: visit.language)
    for name in names {
      let words = [("file", name), ("text", text)]
      form.refuse("", pages.site.text("mistake_of_file", language: visit.language, words))
    }
  }

  /// Turns titles that people chose into the slugs that references write.
  private func resolveReferences(_ form: inout ShownForm, _ visit: Visit) {
    let choices = EntryChoices(site: pages.site, language: visit.language)
    func resolve(_ fields: FieldSet, _ prefix: String, _ values: inout FormValues) {
      for field in fields {
        let path = prefix + field.name
        if field.control == .reference {
          values[path] = values[path].map { choices.resolve($0, for: field.referredKinds) }
          values.dropRepeated(path)
        } else if let group = field.group {
          if field.isList {
            for number in 0..<min(values.count(at: path), 200) { resolve(group, "\(path).\(number).", &values) }
          } else {
            resolve(group, "\(path).", &values)
          }
        }
      }
    }
    resolve(form.kind.fields, "", &form.values)
  }
}
