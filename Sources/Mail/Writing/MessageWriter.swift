/// Writes messages as RFC 5322 has them, in ASCII, with CRLF at each line's end.
///
/// The same message always makes the same bytes.
public enum MessageWriter {
  public static func bytes(of message: Message) -> [UInt8] {
    var bytes = headers(of: message)
    guard let html = message.html else {
      bytes += part("plain", message.text)
      return bytes
    }
    // No line of the parts begins like this: in quoted-printable a `=` is never followed by `_` (RFC 2045 §6.7).
    let boundary = "=_\(message.id.localPart.prefix(60))"
    bytes += FoldedHeader("Content-Type", ["multipart/alternative;", "boundary=\"\(boundary)\""]).bytes
    bytes += "\r\n--\(boundary)\r\n".utf8
    bytes += part("plain", message.text)
    bytes += "\r\n--\(boundary)\r\n".utf8
    bytes += part("html", html)
    bytes += "\r\n--\(boundary)--\r\n".utf8
    return bytes
  }

  private static func headers(of message: Message) -> [UInt8] {
    var headers = [
      FoldedHeader("From", mailbox: message.from),
      FoldedHeader("To", mailbox: message.to),
    ]
    if let replyTo = message.replyTo { headers.append(FoldedHeader("Reply-To", mailbox: replyTo)) }
    headers += [
      FoldedHeader("Subject", text: message.subject),
      FoldedHeader("Date", [MailDate.text(ofSecond: message.date)]),
      FoldedHeader("Message-ID", ["<\(message.id.text)>"]),
      FoldedHeader("Content-Language", [message.language]),
    ]
    headers += message.headers.map { FoldedHeader($0.name, $0.value.split(separator: " ").map(String.init)) }
    headers.append(FoldedHeader("MIME-Version", ["1.0"]))
    return headers.flatMap(\.bytes)
  }

  private static func part(_ subtype: String, _ text: String) -> [UInt8] {
    FoldedHeader("Content-Type", ["text/\(subtype);", "charset=utf-8"]).bytes
      + FoldedHeader("Content-Transfer-Encoding", ["quoted-printable"]).bytes + "\r\n".utf8
      + QuotedPrintable.bytes(of: text)
  }
}
