import CYAML
import Diagnostics

/// Builds nodes from events, and refuses what is not meant for people to write.
struct YAMLComposer: ~Copyable {
  private(set) var diagnostics: [Diagnostic] = []
  private let file: SourceFile
  private let text: Range<Int>
  private let limits: YAMLLimits
  private var events: YAMLEvents
  private var nodeCount = 0
  /// What a complaint of libyaml is understood by.
  private var lastScalar: YAMLNode?
  private var openBrackets: [Int] = []

  /// The mistake is reported; the document can't be used.
  private struct Stop: Error {}

  init(file: SourceFile, text: UnsafeBufferPointer<UInt8>, start: Int, limits: YAMLLimits) {
    self.file = file
    self.text = start..<start + text.count
    self.limits = limits
    events = YAMLEvents(text, start: start)
  }

  mutating func document() -> YAMLNode? {
    do throws(Stop) {
      return try wholeDocument()
    } catch {
      return nil
    }
  }

  private mutating func wholeDocument() throws(Stop) -> YAMLNode {
    try next()  // the start of the stream
    try next()
    guard events.kind == YAML_DOCUMENT_START_EVENT else { return emptyDocument }
    try next()
    let root = try node(depth: 1)
    try next()  // the end of the document
    try next()
    if events.kind == YAML_DOCUMENT_START_EVENT { reportSecondDocument() }
    return root
  }

  private var emptyDocument: YAMLNode {
    YAMLNode(
      range: text.lowerBound..<text.lowerBound, content: .scalar(YAMLScalar(text: "", isQuoted: false)))
  }

  private mutating func next() throws(Stop) {
    do throws(YAMLComplaint) {
      try events.next()
    } catch {
      reportSyntax(error)
      throw Stop()
    }
  }
}

// MARK: - Nodes

extension YAMLComposer {
  /// The node that starts with the current event.
  private mutating func node(depth: Int) throws(Stop) -> YAMLNode {
    try count(depth: depth)
    switch events.kind {
    case YAML_SCALAR_EVENT: return scalar()
    case YAML_SEQUENCE_START_EVENT: return try sequence(depth: depth)
    case YAML_MAPPING_START_EVENT: return try mapping(depth: depth)
    default: return alias()
    }
  }

  private mutating func count(depth: Int) throws(Stop) {
    nodeCount += 1
    guard depth <= limits.maximumDepth else {
      try stop(at: events.range(), "values may nest at most \(limits.maximumDepth) deep")
    }
    guard nodeCount <= limits.maximumNodes else {
      try stop(at: events.range(), "YAML may have at most \(limits.maximumNodes) values")
    }
  }

  private mutating func stop(at range: Range<Int>, _ message: Message) throws(Stop) -> Never {
    diagnostics.append(.error("yaml-limit", at: SourceLocation(file, range), message))
    throw Stop()
  }

  private mutating func scalar() -> YAMLNode {
    let scalar = events.current.data.scalar
    var range = events.range()
    let value = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    let isQuoted = scalar.style != YAML_PLAIN_SCALAR_STYLE
    refuse(anchor: scalar.anchor, tag: scalar.tag, at: range)
    switch scalar.style {
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: refuseControlCharacters(in: value, at: range)
    case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: range = file.withoutTrailingSpace(range)
    default: break
    }
    let node = YAMLNode(
      range: range,
      content: .scalar(YAMLScalar(text: String(decoding: value, as: UTF8.self), isQuoted: isQuoted)))
    lastScalar = node
    return node
  }

  private mutating func sequence(depth: Int) throws(Stop) -> YAMLNode {
    let start = events.startByte()
    let isFlow = events.current.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
    refuse(
      anchor: events.current.data.sequence_start.anchor, tag: events.current.data.sequence_start.tag,
      at: events.range())
    if isFlow { openBrackets.append(start) }
    var nodes: [YAMLNode] = []
    try next()
    while events.kind != YAML_SEQUENCE_END_EVENT {
      nodes.append(try node(depth: depth + 1))
      try next()
    }
    let end = endOfCollection(isFlow: isFlow, after: nodes.last?.range.upperBound ?? start)
    return YAMLNode(range: start..<end, content: .sequence(nodes))
  }

  private mutating func mapping(depth: Int) throws(Stop) -> YAMLNode {
    let start = events.startByte()
    let isFlow = events.current.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
    refuse(
      anchor: events.current.data.mapping_start.anchor, tag: events.current.data.mapping_start.tag,
      at: events.range())
    if isFlow { openBrackets.append(start) }
    var fields = UniquePairs()
    var last = start
    try next()
    while events.kind != YAML_MAPPING_END_EVENT {
      let key = try node(depth: depth + 1)
      try next()
      last = try field(key, depth: depth, into: &fields)
      try next()
    }
    let end = endOfCollection(isFlow: isFlow, after: last)
    return YAMLNode(range: start..<end, content: .mapping(YAMLMapping(pairs: fields.pairs)))
  }

  /// A block collection ends with its last value; libyaml ends it where the next text begins.
  private mutating func endOfCollection(isFlow: Bool, after last: Int) -> Int {
    guard isFlow else { return last }
    openBrackets.removeLast()
    return events.endByte()
  }

  /// Reads the value of a key, and answers where it ends.
  private mutating func field(_ key: YAMLNode, depth: Int, into fields: inout UniquePairs) throws(Stop) -> Int {
    let name = usableKey(key)
    let reported = diagnostics.count
    let value = try node(depth: depth + 1)
    if let name {
      let duplicate = fields.append(.init(key: name, keyRange: key.range, value: value))
      if let duplicate { reportDuplicate(name, at: key.range, first: duplicate) }
    } else {
      // What is wrong in a value that is left out anyway would be noise.
      diagnostics.removeSubrange(reported...)
    }
    return value.range.upperBound
  }
}

// MARK: - What is refused

extension YAMLComposer {
  private mutating func report(
    _ id: Diagnostic.ID, at range: Range<Int>, _ message: Message, help: Message? = nil, notes: [Diagnostic.Note] = []
  ) {
    diagnostics.append(.error(id, at: SourceLocation(file, range), message, help: help, notes: notes))
  }

  private mutating func usableKey(_ key: YAMLNode) -> String? {
    guard case .scalar(let scalar) = key.content else {
      report(
        "yaml-key", at: key.range, "a key must be text",
        help: "a value that starts with '{' or '[' must be in quotes, unless it is a group or a list")
      return nil
    }
    if scalar.text == "<<", !scalar.isQuoted {
      report("yaml-alias", at: key.range, "merge keys ('<<') can't be used", help: "write the fields out")
      return nil
    }
    if scalar.text.isEmpty {
      report("yaml-key", at: key.range, "a key must not be empty")
      return nil
    }
    return scalar.text
  }

  private mutating func reportDuplicate(_ name: String, at range: Range<Int>, first: Range<Int>) {
    report(
      "duplicate-key", at: range, "key '\(name)' must come only once",
      notes: [.init("it is first here", at: SourceLocation(file, first))])
  }

  private mutating func refuse(
    anchor: UnsafePointer<yaml_char_t>?, tag: UnsafePointer<yaml_char_t>?, at range: Range<Int>
  ) {
    guard anchor != nil || tag != nil else { return }
    let mark = file.word(at: range.lowerBound, within: text)
    let sign = anchor != nil && file.bytes[mark.lowerBound] == UInt8(ascii: "&") ? "&" : "!"
    let id: Diagnostic.ID = sign == "&" ? "yaml-alias" : "yaml-tag"
    let message: Message = sign == "&" ? "anchors ('&') can't be used" : "tags ('!') can't be used"
    report(id, at: mark, message, help: "a value that starts with '\(sign)' must be in quotes")
  }

  /// An alias stands for text of its own, so that the rest of the document can be checked.
  private mutating func alias() -> YAMLNode {
    let range = events.range()
    report(
      "yaml-alias", at: range, "aliases ('*') can't be used",
      help: "write the value out; a value that starts with '*' must be in quotes")
    return YAMLNode(
      range: range, content: .scalar(YAMLScalar(text: file.text(in: range), isQuoted: false)))
  }

  private mutating func refuseControlCharacters(in value: UnsafeBufferPointer<UInt8>, at range: Range<Int>) {
    guard value.contains(where: isControl) else { return }
    report(
      "invalid-text", at: range, "text must hold no control characters",
      help: "remove the escape, such as \\0 or \\a, from the value")
  }

  private mutating func reportSecondDocument() {
    report(
      "yaml-document", at: events.range(), "a file must hold one YAML document",
      help: "remove this line and what follows it")
  }

  /// A complaint about the line of an earlier mistake is a consequence of it: `*bold* text`, say.
  private mutating func reportSyntax(_ complaint: YAMLComplaint) {
    let diagnosis = YAMLDiagnosis(
      file: file, text: text, complaint: complaint, lastScalar: lastScalar, openBracket: openBrackets.last)
    if let earlier = diagnostics.last?.location?.range?.lowerBound,
      file.lineRange(containingByte: earlier) == file.lineRange(containingByte: complaint.place)
    {
      return
    }
    diagnostics.append(diagnosis.diagnostic)
  }
}

/// Control characters but for tab and line ends.
func isControl(_ byte: UInt8) -> Bool {
  byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D || byte == 0x7F
}
