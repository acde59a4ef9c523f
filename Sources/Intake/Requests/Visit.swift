import HTTP

/// A request and who makes it.
struct Visit: Sendable {
  let request: Request
  let language: String
  /// Nil for somebody who is not signed in.
  var member: Member?
  /// The secret that forms of this browser prove that they come from here with; nil before it has one.
  var formSecret: Secret?
  /// Where the request comes from, behind proxies that are trusted.
  let address: String
  /// What limits by address count.
  let network: String
  /// Seconds since 1970.
  let now: Int
  /// Whether the form was shown to another session of this browser: nothing is done with it until it was sent again.
  var hasStaleForm = false

  /// Somebody who is signed in on a device.
  struct Member: Sendable {
    let account: Account
    let session: Session
  }

  var account: Account? { member?.account }

  /// What the hidden field of a form holds; nil where the browser has no secret yet.
  var formToken: String? { formSecret?.derived(for: "form").text }

  /// What somebody has written to other people in a form that is no entry: a reason, a report; empty mostly.
  var writtenReason: String {
    ["reason", "text", "note"].map(field).first { !$0.isEmpty } ?? ""
  }

  /// A field of the form without spaces around it; empty where there is none.
  func field(_ name: String) -> String {
    (request.form[name] ?? "").trimmed(where: \.isWhitespace)
  }
}
