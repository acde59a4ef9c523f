import Content
import Git
import Images
import Site
import Templates

/// What a submission changes, as people read it.
extension Intake {
  /// By file, what a submission changes in what is there now.
  func fileChanges(
    of submission: Submission, _ kind: Kind?, _ visit: Visit
  ) async throws -> [Value] {
    let content = try contributions()
    guard let commit = ObjectID(submission.commit), let base = ObjectID(submission.base) else { return [] }
    let head = submission.state == .conflict ? try await content.repository.head().revision : nil
    let move = submission.moved.flatMap { slug in kind.map { EntryMove(of: $0, from: submission.slug, to: slug) } }
    let changes = try await content.changes(of: commit, since: base)
    let subject = EntryAddress(kind: submission.kind, slug: submission.slug)
    let main = if let kind { try await content.path(of: submission, of: kind) } else { String?.none }
    let images = Set(changes.filter { $0.value.isImage }.keys)
    var values: [Value] = []
    for (path, change) in changes.sorted(by: { $0.key < $1.key }) {
      // A file that moves is shown where it goes, beside what it was.
      if change == .delete, let new = move?.path(of: path), changes[new] != nil { continue }
      let known = move?.reversed.path(of: path) ?? path
      let old = try await content.source(known, at: base)?.bytes
      let new: [UInt8]? = if case .write(let bytes) = change { bytes } else { nil }
      let kind = pages.site.library.kinds.first { path.hasPrefix($0.plural + "/") }
      var value = fileValue(path, from: old, to: new, kind, submission, showing: images, visit)
      if let head {
        // The page may have moved since.
        let here = path == main ? pages.site.tree.entry(subject)?.main.path ?? known : known
        value += meanwhile(path, from: old, to: try await content.source(here, at: head)?.bytes, kind, visit)
      }
      values.append(.dictionary(value))
    }
    return values
  }

  private func fileValue(
    _ path: String, from old: [UInt8]?, to new: [UInt8]?, _ kind: Kind?, _ submission: Submission,
    showing images: Set<String>, _ visit: Visit
  ) -> [(String, Value)] {
    if CommentPath.parse(path) != nil { return commentValue(path, from: old, to: new, visit) }
    let file = new == nil || Self.isText(path) ? nil : fileAddress(of: path, submission, visit)
    let image = new.flatMap { ImageFormat($0) } == nil ? nil : file
    var pairs: [(String, Value)] = [
      ("path", .string(name(ofFile: path, visit))), ("image", Value(image)), ("file", Value(image == nil ? file : nil)),
      ("is_removed", .bool(new == nil)),
    ]
    let isEntry = Self.isText(path)
    let documents = [old, new].map { bytes in
      isEntry ? bytes.flatMap { try? EntryDocument(path: path, bytes: $0) } : nil
    }
    if let kind, isEntry {
      let diff = EntryDiff(from: documents[0], to: documents[1], of: kind)
      pairs.append(("fields", .list(diff.fields.map { value(of: $0, kind, visit) })))
      pairs.append(("lines", .list(diff.text.hunks.flatMap(\.lines).map(Self.value))))
    }
    if isEntry, kind == nil {
      // Settings and aliases, line by line.
      let texts = [old, new].map { String(decoding: $0 ?? [], as: UTF8.self) }
      let diff = LineDiff(from: texts[0], to: texts[1])
      pairs.append(("lines", .list(diff.hunks.flatMap(\.lines).map(Self.value))))
    }
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    for (name, document) in zip(["before", "after"], documents) {
      let text = document.flatMap { $0.text.isEmpty ? nil : $0.text }
      let html = text.map { text in
        pages.site.html(of: text, folder: folder, in: visit.language) { destination in
          let path = destination.hasPrefix("/") ? String(destination.dropFirst()) : "\(folder)/\(destination)"
          return name == "after" && images.contains(path) ? fileAddress(of: path, submission, visit) : nil
        }
      }
      pairs.append((name, html.map { .safe($0) } ?? .none))
    }
    return [("fields", .list([])), ("lines", .list([]))].filter { empty in
      !pairs.contains { $0.0 == empty.0 }
    } + pairs
  }

  /// What people call a file.
  private func name(ofFile path: String, _ visit: Visit) -> String {
    path == SiteAlias.fileName ? pages.site.text("older_addresses", language: visit.language) : path
  }

  /// What others have made of a file since a submission was sent.
  private func meanwhile(
    _ path: String, from old: [UInt8]?, to current: [UInt8]?, _ kind: Kind?, _ visit: Visit
  ) -> [(String, Value)] {
    if old == current { return [] }
    if old == nil || current == nil { return [(current == nil ? "is_gone" : "is_taken", .bool(true))] }
    let documents = [old, current].map { bytes in bytes.flatMap { try? EntryDocument(path: path, bytes: $0) } }
    guard let kind, Self.isText(path), CommentPath.parse(path) == nil else { return [] }
    let diff = EntryDiff(from: documents[0], to: documents[1], of: kind)
    return [
      ("their_fields", .list(diff.fields.map { value(of: $0, kind, visit) })),
      ("their_lines", .list(diff.text.hunks.flatMap(\.lines).map(Self.value))),
    ]
  }

  /// Of a comment people see the text alone.
  private func commentValue(_ path: String, from old: [UInt8]?, to new: [UInt8]?, _ visit: Visit) -> [(String, Value)] {
    let texts = [old, new].map { bytes in bytes.flatMap { (try? CommentFile.parts(of: $0))?.text } ?? "" }
    // What is new is read as it will be shown.
    let lines = old == nil ? [] : LineDiff(from: texts[0], to: texts[1]).hunks.flatMap(\.lines).map(Self.value)
    return [
      ("path", .string("")), ("fields", .list([])), ("lines", .list(lines)),
      ("image", .none), ("file", .none), ("before", .none),
      ("after", texts[1].isEmpty ? .none : .safe(pages.site.html(ofComment: texts[1], in: visit.language))),
    ]
  }

  private func value(of change: EntryDiff.FieldChange, _ kind: Kind, _ visit: Visit) -> Value {
    let path = change.path.formName
    let values = DisplayedValues(site: pages.site, language: visit.language, kind: kind)
    return .dictionary([
      ("label", .string(ShownForm.label(of: path, kind, pages.site, visit.language))),
      ("old", .string(change.old.map { values.text(of: $0, at: path) } ?? "")),
      ("new", .string(change.new.map { values.text(of: $0, at: path) } ?? "")),
    ])
  }

  private static func value(of line: LineDiff.Line) -> Value {
    let kind =
      switch line.change {
      case .same: "same"
      case .removed: "removed"
      case .added: "added"
      }
    return .dictionary([("kind", .string(kind)), ("text", .string(line.text))])
  }
}

extension FileChange {
  /// Whether it brings a picture.
  var isImage: Bool {
    if case .write(let bytes) = self { ImageFormat(bytes) != nil } else { false }
  }
}
