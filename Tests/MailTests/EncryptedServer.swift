import Foundation
import TestSupport

/// A server on this machine that encrypts, with a certificate for `localhost` that only `authorities` vouches for.
final class EncryptedServer {
  enum Encryption: String {
    case first
    case startTLS
  }

  let port: Int
  /// The certificate, in PEM.
  let authorities: String
  private let fixture = SiteFixture()
  private let process = Process()

  private static let script = """
    import socket, ssl, sys
    certificate, key, encryption = sys.argv[1:]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    listener = socket.socket(fileno=0)
    listener.settimeout(600)
    def serve(connection):
        encrypted = encryption == "first"
        if encrypted:
            connection = context.wrap_socket(connection, server_side=True)
        connection.sendall(b"220 mail\\r\\n")
        lines = connection.makefile("rb")
        while line := lines.readline():
            verb = line.split()[0].upper()
            if verb == b"STARTTLS":
                connection.sendall(b"220 go on\\r\\n")
                connection = context.wrap_socket(connection, server_side=True)
                lines = connection.makefile("rb")
                encrypted = True
            elif verb == b"EHLO":
                connection.sendall(b"250 mail\\r\\n" if encrypted else b"250-mail\\r\\n250 STARTTLS\\r\\n")
            elif verb == b"DATA":
                connection.sendall(b"354 go on\\r\\n")
                while lines.readline() not in (b".\\r\\n", b""):
                    pass
                connection.sendall(b"250 encrypted\\r\\n" if encrypted else b"250 plain\\r\\n")
            else:
                connection.sendall(b"250 ok\\r\\n")
    while True:
        connection, _ = listener.accept()
        connection.settimeout(600)
        try:
            serve(connection)
        except OSError:
            pass
        connection.close()
    """

  init(_ encryption: Encryption) throws {
    let folder = URL(filePath: fixture.path)
    authorities = "\(fixture.path)/certificate.pem"
    let run = try ProcessRun(
      URL(filePath: "/usr/bin/openssl"),
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "key.pem",
        "-out", "certificate.pem", "-days", "3650", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
      ], in: folder)
    guard run.code == 0 else { throw Failure(text: run.errors) }
    // It listens before the server starts, so nobody has to wait for that.
    let listener = try LoopbackListener()
    port = listener.port
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = ["-c", Self.script, "certificate.pem", "key.pem", encryption.rawValue]
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle(fileDescriptor: listener.descriptor, closeOnDealloc: true)
    try process.run()
  }

  deinit {
    // It may have come from a thread that blocks whatever can be blocked.
    kill(process.processIdentifier, SIGKILL)
  }

  struct Failure: Error {
    let text: String
  }
}
