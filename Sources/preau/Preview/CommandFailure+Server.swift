import Glibc
import HTTP

extension CommandFailure {
  /// A server that could not start listening.
  init(_ error: ServerError, at address: ListenAddress) {
    switch error {
    case .invalidAddress:
      self.init("--listen takes the number of an address, or localhost; '\(address.host)' is neither")
    case .system(_, EADDRINUSE):
      let next = ListenAddress(host: address.host, port: address.port < 65_535 ? address.port + 1 : 8080)
      self.init(
        "another program listens at \(address) already",
        help: "end that one, or choose another port with --listen \(next); port 0 is any free one")
    case .system(_, EACCES), .system(_, EPERM):
      self.init("\(address) is not for everybody to listen at", help: "choose a port from 1024 on with --listen")
    case .system(_, EADDRNOTAVAIL):
      self.init(
        "'\(address.host)' is no address of this machine",
        help: "127.0.0.1 always is, and 0.0.0.0 stands for all of them")
    case .system(let operation, let code):
      self.init("cannot listen at \(address): \(operation): \(Failure.text(code))", code: .failed)
    case .alreadyStarted: preconditionFailure("a server starts once")
    }
  }
}
