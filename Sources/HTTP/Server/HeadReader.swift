import CMicroHTTPD
import Glibc

/// Reads the header fields of a request from the library, and checks what it lets pass.
///
/// Measured with libmicrohttpd 0.9.75: it joins a folded line to the *name* of the field before it, takes a lone
/// carriage return or line feed as the end of a line, and ends a line at a NUL. A proxy may read each of these otherwise,
/// which is how requests are smuggled. The library's strings lie in its read buffer where the bytes came in, with
/// NULs in place of what ended them, so their places tell.
struct HeadReader {
  private(set) var headers = Headers()
  private(set) var mistake: String?

  /// Reads all fields of the request that a connection is at.
  init(_ connection: ConnectionHandle) {
    withUnsafeMutablePointer(to: &self) { reader in
      _ = MHD_get_connection_values_n(
        connection.pointer, .HEADER_KIND,
        { reader, _, name, nameSize, value, valueSize in
          guard let reader = reader?.assumingMemoryBound(to: HeadReader.self), let name else { return .NO }
          reader.pointee.take(UnsafeRawBufferPointer(start: name, count: nameSize), value, valueSize)
          return .YES
        }, reader)
    }
  }

  private mutating func take(_ name: UnsafeRawBufferPointer, _ start: UnsafePointer<CChar>?, _ size: Int) {
    guard let start, let nameStart = name.baseAddress else {
      mistake = "a header field has a value"
      return
    }
    let value = UnsafeRawBufferPointer(start: start, count: size)
    let gap = UnsafeRawPointer(start) - nameStart - name.count - 1
    guard gap >= 0,
      UnsafeRawBufferPointer(start: nameStart + name.count + 1, count: gap).allSatisfy({ $0 == 0x20 || $0 == 0x09 })
    else {
      mistake = "a header field is on one line"
      return
    }
    // What follows is still inside the read buffer: at least the line break of the empty line.
    guard Self.endsWithLineBreak(UnsafeRawPointer(start) + size) else {
      mistake = "a header line ends with carriage return and line feed, and has no NUL"
      return
    }
    let text = String(decoding: value, as: UTF8.self)
    let field = Headers.Field(
      String(decoding: name, as: UTF8.self), String(HTTPSyntax.trimmed(text[...])))
    guard field.isValid else {
      mistake = "a header field has a name of letters, and no control characters"
      return
    }
    headers.add(field.name, field.value)
  }

  /// Whether both characters of a line break were there, which the library has made NULs.
  private static func endsWithLineBreak(_ end: UnsafeRawPointer) -> Bool {
    end.load(as: UInt8.self) == 0 && end.load(fromByteOffset: 1, as: UInt8.self) == 0
  }

  /// Whether method, target and version are one line with single spaces between them.
  ///
  /// - Parameter target: where the library found it, before it was taken apart, and how long it was.
  static func isOneLine(
    method: UnsafePointer<CChar>, target: (address: UInt, size: Int), version: UnsafePointer<CChar>
  ) -> Bool {
    UInt(bitPattern: method) + UInt(strlen(method)) + 1 == target.address
      && target.address + UInt(target.size) + 1 == UInt(bitPattern: version)
      && endsWithLineBreak(UnsafeRawPointer(version) + strlen(version))
  }
}
