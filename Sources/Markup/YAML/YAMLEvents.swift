import CYAML

/// The border to libyaml: one event at a time, positions as byte offsets.
///
/// Only events are asked for. libyaml's own document tree expands without bounds and is quadratic in depth.
struct YAMLEvents: ~Copyable {
  /// The current event; its pointers live until the next one is read.
  private(set) var current = yaml_event_t()
  /// On the heap, because libyaml keeps a pointer to it inside of it.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private var offsets: ScalarOffsets
  /// Where the text starts in its file.
  private let start: Int

  /// The text must outlive the reader.
  init(_ text: UnsafeBufferPointer<UInt8>, start: Int) {
    self.start = start
    offsets = ScalarOffsets(text)
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    precondition(yaml_parser_initialize(parser) == 1, "out of memory")
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, text.baseAddress, text.count)
  }

  deinit {
    var event = current
    yaml_event_delete(&event)
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  mutating func next() throws(YAMLComplaint) {
    yaml_event_delete(&current)
    guard yaml_parser_parse(parser, &current) == 1 else { throw complaint() }
  }

  var kind: yaml_event_type_t { current.type }

  /// The bytes of the current event in the file.
  mutating func range() -> Range<Int> {
    let lower = startByte()
    return lower..<max(lower, endByte())
  }

  mutating func startByte() -> Int {
    start + offsets.byte(ofScalar: current.start_mark.index)
  }

  mutating func endByte() -> Int {
    start + offsets.byte(ofScalar: current.end_mark.index)
  }

  private mutating func complaint() -> YAMLComplaint {
    let failed = parser.pointee
    let problem = failed.problem.map { String(cString: $0) } ?? ""
    if failed.error == YAML_READER_ERROR {
      // The reader leaves the mark at the first line, but knows the byte.
      let place = start + Int(failed.problem_offset)
      return YAMLComplaint(
        problem: problem, context: nil, place: place, contextPlace: place, isUnreadable: true)
    }
    return YAMLComplaint(
      problem: problem, context: failed.context.map { String(cString: $0) },
      place: start + offsets.byte(ofScalar: failed.problem_mark.index),
      contextPlace: start + offsets.byte(ofScalar: failed.context_mark.index), isUnreadable: false)
  }
}

/// What libyaml says when it gives up.
struct YAMLComplaint: Error {
  var problem: String
  /// What it was reading, such as `while scanning a quoted scalar`.
  var context: String?
  /// Byte offset in the file where it noticed.
  var place: Int
  /// Byte offset in the file where what it was reading began.
  var contextPlace: Int
  /// Whether the bytes are not the text that YAML allows.
  var isUnreadable: Bool
}
