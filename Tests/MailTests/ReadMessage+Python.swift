import Foundation
import Mail
import TestSupport

extension ReadMessage {
  private static let script = """
    import email, email.header, email.policy, email.utils, json, sys
    read = sys.stdin.buffer.read()
    message = email.message_from_bytes(read, policy=email.policy.default)
    # The newer parser shows a blank between two encoded words of a name, which RFC 2047 §6.2 forbids.
    older = email.message_from_bytes(read)
    def address(name):
        addresses = email.utils.getaddresses([older[name]])
        assert len(addresses) == 1 and len(message[name].addresses) == 1, addresses
        shown, address = addresses[0]
        assert address == message[name].addresses[0].addr_spec, address
        return str(email.header.make_header(email.header.decode_header(shown))), address
    def text(kind):
        part = message.get_body((kind,))
        return part.get_content() if part else None
    defects = [d for part in message.walk() for d in part.defects]
    defects += [d for name in message for d in message[name].defects]
    print(json.dumps({
        "subject": message["Subject"], "fromName": address("From")[0], "fromAddress": address("From")[1],
        "toName": address("To")[0], "toAddress": address("To")[1], "text": text("plain"),
        "html": text("html"), "language": message["Content-Language"],
        "types": [part.get_content_type() for part in message.walk()], "defects": [str(d) for d in defects]}))
    """

  init(_ message: Message) throws {
    let run = try ProcessRun(
      URL(filePath: "/usr/bin/python3"), ["-c", Self.script], in: FileManager.default.temporaryDirectory,
      input: Samples.text(message))
    guard run.code == 0 else { throw PythonFailure(errors: run.errors) }
    self = try JSONDecoder().decode(Self.self, from: Data(run.output.utf8))
  }

  struct PythonFailure: Error {
    let errors: String
  }
}
