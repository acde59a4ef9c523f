import Content
import Mail
import Site
import Store
import Templates

/// A mail of the service: what it says comes from the theme's texts, and it holds nothing that a stranger wrote.
struct Letter: Sendable {
  enum Subject: String, Sendable {
    case invitation
    case resetPassword = "reset_password"
    case changeEmail = "change_email"
    /// To the old address, without a link.
    case emailChanged = "email_changed"
    case passwordChanged = "password_changed"
    case approved
    /// To whoever asks for an account.
    case confirmAddress = "confirm_address"
    /// Somebody wanted to register or to be invited with the address of an account.
    case alreadyMember = "already_member"
    case submissionAccepted = "submission_accepted"
    case submissionRejected = "submission_rejected"
    case submissionChanges = "submission_changes"
    /// Somebody has said something about an entry of theirs.
    case commentOnEntry = "comment_on_entry"
    /// Somebody has answered them.
    case commentReply = "comment_reply"
    /// A reviewer has decided about something of theirs.
    case moderation
  }

  let subject: Subject
  let to: String
  /// A code of the site's languages.
  let language: String
  /// Where it leads; nil for news only.
  let link: String?

  /// - Parameters:
  ///   - site: whose name and words it has.
  ///   - now: seconds since 1970.
  func message(from sender: MailAddress, _ site: ServicePages, at now: Int) throws -> Message {
    let title = site.title(in: language)
    let words = [("site", title), ("address", site.baseURL.description)]
    let key = "mail_\(subject.rawValue)"
    let subject = site.text("\(key)_subject", language: language, words)
    let paragraphs = [
      site.text("mail_greeting", language: language), site.text("\(key)_text", language: language, words),
    ]
    let ending = site.text("mail_ending", language: language, words)
    let text = (paragraphs + [link].compactMap(\.self) + [ending]).joined(separator: "\n\n") + "\n"
    let html = try site.render(
      "service/mail.html", at: "/-/", title: "\(key)_subject", language: language,
      [
        ("paragraphs", .list(paragraphs.map { .string($0) })), ("link", .init(link)), ("ending", .string(ending)),
        ("button", .string(site.text("\(key)_button", language: language))), ("subject", .string(subject)),
      ])
    return try Message(
      id: MessageID(randomness: Secret.randomBytes(16), domain: String(sender.domain)), date: now, from: sender,
      to: MailAddress(to), subject: subject, text: text, html: String(decoding: html, as: UTF8.self),
      language: language)
  }
}

extension Intake {
  /// Puts a letter into the outbox within the change that it tells of.
  func send(_ message: Message, _ letter: Letter, at now: Int, in transaction: any StoreTransaction) throws(StoreError)
  {
    try Outbox.enqueue(message, kind: letter.subject.rawValue, now: now, in: transaction)
  }

  func message(of letter: Letter, at now: Int) throws -> Message {
    try letter.message(from: settings.sender(for: pages.origin), pages.site, at: now)
  }

  /// The whole address of a page of the service, for a mail.
  func link(to path: String, in language: String) -> String { pages.origin + pages.site.address(path, in: language) }
}
