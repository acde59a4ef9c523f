import CMicroHTTPD
import Glibc

/// Reads the header of a request from the library, and checks what it lets pass.
///
/// Measured with libmicrohttpd 0.9.75: it joins a folded line to the *name* of the field before it, takes a lone
/// carriage return or line feed as the end of a line, ends a line at a NUL, and skips spaces around the target. A proxy
/// may read each of these otherwise, which is how requests are smuggled. The library's strings lie in its read buffer
/// where the bytes came in, with NULs in place of what ended them: so they must lie one after the other, with a single
/// byte in place of a space or colon, and two in place of a line break.
struct HeadReader {
  private(set) var headers = Headers()
  private(set) var mistake: String?
  /// Where the next line must begin.
  private var place: UnsafeRawPointer

  /// Reads the request that a connection is at.
  ///
  /// - Parameter target: where the library found it, before it was taken apart, and how long it was.
  init(
    _ connection: ConnectionHandle, method: UnsafePointer<CChar>, target: (address: UInt, size: Int),
    version: UnsafePointer<CChar>
  ) {
    place = UnsafeRawPointer(version) + strlen(version)
    if UInt(bitPattern: method) + UInt(strlen(method)) + 1 != target.address
      || target.address + UInt(target.size) + 1 != UInt(bitPattern: version)
    {
      mistake = "a request line is a method, a target and a version"
    }
    passLineBreak()
    withUnsafeMutablePointer(to: &self) { reader in
      _ = MHD_get_connection_values_n(
        connection.pointer, .HEADER_KIND,
        { reader, _, name, nameSize, value, valueSize in
          guard let reader = reader?.assumingMemoryBound(to: HeadReader.self), let name, let value else { return .NO }
          reader.pointee.take(
            UnsafeRawBufferPointer(start: name, count: nameSize), UnsafeRawBufferPointer(start: value, count: valueSize)
          )
          return reader.pointee.mistake == nil ? .YES : .NO
        }, reader)
    }
    // The empty line.
    passLineBreak()
  }

  /// What is read is inside the memory of the connection, whose end holds the library's list of fields.
  private mutating func passLineBreak() {
    guard mistake == nil else { return }
    guard place.load(as: UInt8.self) == 0, place.load(fromByteOffset: 1, as: UInt8.self) == 0 else {
      mistake = Self.brokenLine
      return
    }
    place += 2
  }

  private mutating func take(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    guard mistake == nil else { return }
    guard let start = value.baseAddress, name.baseAddress == place, start > place + name.count else {
      mistake = Self.brokenLine
      return
    }
    let gap = UnsafeRawBufferPointer(start: place + name.count + 1, count: start - place - name.count - 1)
    guard gap.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else {
      mistake = Self.brokenLine
      return
    }
    place = start + value.count
    passLineBreak()
    let text = String(decoding: value, as: UTF8.self)
    let field = Headers.Field(String(decoding: name, as: UTF8.self), String(HTTPSyntax.trimmed(text[...])))
    guard field.isValid else {
      mistake = "a header field has a name of letters, and no control characters"
      return
    }
    headers.add(field.name, field.value)
  }

  private static let brokenLine =
    "a header field is on one line, which ends with carriage return and line feed and has no NUL"
}
