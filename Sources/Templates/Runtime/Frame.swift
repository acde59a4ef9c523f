/// The local variables of one running template, block, macro or recursive loop.
///
/// Functions inside see the variables of those around them through `parent`, by reference, as Python's closures do.
/// A frame is used by the one thread that renders: hence the unchecked conformance.
final class Frame: @unchecked Sendable {
  let slots: UnsafeMutablePointer<Value?>
  private let count: Int
  let parent: Frame?

  init(slotCount: Int, parent: Frame?) {
    count = slotCount
    slots = .allocate(capacity: max(slotCount, 1))
    slots.initialize(repeating: nil, count: slotCount)
    self.parent = parent
  }

  deinit {
    slots.deinitialize(count: count)
    slots.deallocate()
  }

  /// The frame of the function that many levels further out.
  func outer(_ depth: Int) -> Frame {
    var frame = self
    for _ in 0..<depth {
      guard let parent = frame.parent else { break }
      frame = parent
    }
    return frame
  }
}
