import Glibc
import HTTP
import TestSupport
import Testing

struct LeakTests {
  /// How many of the process's open files are a server's sockets, or below a folder.
  private static func openFiles(ofPort port: UInt16, below folder: String) -> Int {
    guard let stream = opendir("/proc/self/fd") else { return .max }
    defer { closedir(stream) }
    var count = 0
    while let record = readdir(stream) {
      let name = withUnsafeBytes(of: &record.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      guard let descriptor = Int32(name) else { continue }
      var target = [CChar](repeating: 0, count: 4_096)
      let size = readlink("/proc/self/fd/\(name)", &target, target.count)
      let path = String(decoding: target.prefix(max(0, size)).map(UInt8.init(bitPattern:)), as: UTF8.self)
      if path.hasPrefix(folder) { count += 1 }
      var address = sockaddr_in()
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let isSocket = withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) == 0 }
      }
      if isSocket, address.sin_family == sa_family_t(AF_INET), UInt16(bigEndian: address.sin_port) == port {
        count += 1
      }
    }
    return count
  }

  @Test func aThousandConnectionsLeaveNothingOpen() async throws {
    let files = SiteFixture(["a.txt": "abc"])
    let folder = StaticFiles(files.path)
    // The library overlooks some clients that leave right after part of a request; for those there are the deadlines.
    let configuration = ServerConfiguration.with {
      $0.headerTimeout = .seconds(5)
      $0.transferTimeout = .seconds(5)
    }
    try await withServer(configuration) { _ in
      Acceptance(body: .bytes(maximum: 10)) { folder.response(to: $0) ?? .text("no", status: .notFound) }
    } test: { server in
      for number in 0..<1_000 {
        let client = server.client()
        switch number % 5 {
        case 0: #expect(await client.ask("GET /a.txt HTTP/1.1\r\nHost: x\r\n\r\n")?.text == "abc")
        case 1: #expect(await client.ask("HEAD /a.txt HTTP/1.1\r\nHost: x\r\n\r\n")?.status == 200)
        case 2: await client.send("GET /a.txt HTTP/1.1\r\nHost: x\r\n\r\n")
        case 3: await client.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\na")
        default: await client.send("GE")
        }
        if number % 3 == 0 { client.reset() }
      }
      // The one that listens stays; the last clients may just be leaving.
      var open = Int.max
      for _ in 0..<3_000 where open > 1 {
        open = Self.openFiles(ofPort: server.port, below: files.path)
        try await Task.sleep(for: .milliseconds(20))
      }
      #expect(open == 1)
    }
  }
}
