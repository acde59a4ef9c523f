/// The arguments of a call that have no names.
///
/// Most calls have one at most, which is kept inline: an array would be allocated for each filter that runs.
public struct PositionalArguments: Sendable, RandomAccessCollection {
  private var head: Value?
  private var tail: [Value]

  public init(_ elements: [Value] = []) {
    self.init(head: elements.first, tail: Array(elements.dropFirst()))
  }

  init(head: Value?, tail: [Value] = []) {
    self.head = head
    self.tail = tail
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { (head == nil ? 0 : 1) + tail.count }

  public subscript(position: Int) -> Value {
    if position == 0, let head { return head }
    return tail[position - 1]
  }

  mutating func append(contentsOf elements: [Value]) {
    self = PositionalArguments(Array(self) + elements)
  }

  mutating func removeFirst() -> Value? {
    defer { self = PositionalArguments(tail) }
    return head
  }
}
