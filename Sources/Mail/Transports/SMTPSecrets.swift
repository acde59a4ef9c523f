/// What a server may repeat and a log must not hold: the password in its forms, and the links of a message.
enum SMTPSecrets {
  static func of(_ message: Message, _ credentials: SMTPCredentials?) -> [String] {
    var secrets = links(in: message.text) + links(in: message.html ?? "")
    for header in message.headers { secrets += links(in: header.value) }
    if let credentials {
      let (user, password) = (credentials.user, credentials.password)
      secrets += [
        password, base64(password), base64("\0\(user)\0\(password)"), base64("\(user)\0\(user)\0\(password)"),
      ]
    }
    return secrets
  }

  /// All that begins like an address of the web, up to what ends one.
  private static func links(in text: String) -> [String] {
    var links: [String] = []
    for word in text.split(whereSeparator: { $0.isWhitespace || "<>\"'()".contains($0) }) {
      guard let start = word.firstRange(of: "://")?.upperBound else { continue }
      // Without the scheme, which servers leave out; what is only a host is no secret.
      let link = word[start...]
      if link.contains("/") || link.contains("?") { links.append(String(link)) }
    }
    return links
  }

  private static func base64(_ text: String) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    let bytes = Array(text.utf8)
    var encoded: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start...].prefix(3)
      let bits = group.reduce(0) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
      for index in 0...group.count { encoded.append(letters[Int(bits >> UInt32(18 - 6 * index) & 63)]) }
      for _ in group.count..<3 { encoded.append(UInt8(ascii: "=")) }
    }
    return String(decoding: encoded, as: UTF8.self)
  }
}
