import Glibc

/// Where a request comes from: an IP address, as it is shown and as it is counted.
struct ClientAddress: Sendable, Equatable {
  /// Without a port.
  let text: String
  /// What limits count: the address, or the network of 64 bits that an IPv6 address lies in, since everybody who has one has
  /// them all (RFC 6177).
  let network: String

  /// Reads `192.0.2.1`, `2001:db8::1`, and both with a port; nil for anything else.
  init?(_ written: some StringProtocol) {
    var text = String(String(written).filter { $0 != " " })
    if text.hasPrefix("["), let bracket = text.firstIndex(of: "]") {
      text = String(text[..<bracket].dropFirst())
    } else if text.filter({ $0 == ":" }).count == 1 {
      text = String(text.prefix { $0 != ":" })
    }
    var four = in_addr()
    var six = in6_addr()
    if inet_pton(AF_INET, text, &four) == 1 {
      network = text
    } else if inet_pton(AF_INET6, text, &six) == 1 {
      network = withUnsafeBytes(of: &six) { bytes in
        // `::ffff:192.0.2.1` is an address of IPv4.
        bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
          ? bytes.suffix(4).map { String($0) }.joined(separator: ".")
          : bytes.prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "/64"
      }
    } else {
      return nil
    }
    self.text = text
  }
}
