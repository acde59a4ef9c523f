import Mail
import Store

/// A message as a value of a document, and back.
enum StoredMessage {
  static func value(of message: Message) -> DocumentValue {
    var fields: [String: DocumentValue] = [
      "date": .integer(Int64(message.date)), "from": value(of: message.from), "to": value(of: message.to),
      "subject": .text(message.subject), "text": .text(message.text), "language": .text(message.language),
      "headers": .list(message.headers.map { ["name": .text($0.name), "value": .text($0.value)] }),
    ]
    fields["replyTo"] = message.replyTo.map(value(of:))
    fields["html"] = message.html.map { .text($0) }
    return .object(fields)
  }

  /// Nil for what is no message.
  static func message(_ id: String, _ value: DocumentValue) -> Message? {
    guard let date = value["date"]?.integer, let from = value["from"], let to = value["to"],
      let subject = value["subject"]?.text, let text = value["text"]?.text, let language = value["language"]?.text,
      let headers = value["headers"]?.list
    else { return nil }
    do throws(InvalidMail) {
      return try Message(
        id: MessageID(id), date: Int(date), from: address(from), to: address(to),
        replyTo: value["replyTo"].map { (value) throws(InvalidMail) in try address(value) },
        subject: subject, text: text, html: value["html"]?.text, language: language,
        headers: headers.map { (header) throws(InvalidMail) in
          try MailHeader(header["name"]?.text ?? "", header["value"]?.text ?? "")
        })
    } catch {
      return nil
    }
  }

  private static func value(of address: MailAddress) -> DocumentValue {
    var fields: [String: DocumentValue] = ["address": .text(address.text)]
    fields["name"] = address.name.map { .text($0) }
    return .object(fields)
  }

  private static func address(_ value: DocumentValue) throws(InvalidMail) -> MailAddress {
    try MailAddress(value["address"]?.text ?? "", name: value["name"]?.text)
  }
}
