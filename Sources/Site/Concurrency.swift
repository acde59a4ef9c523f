import Synchronization

/// Runs `body` for every index below `count` on several threads and returns the results in order.
///
/// Work is handed out a few indices at a time, so that long and short pieces mix; the order in which they are done
/// shows in nothing. Each thread makes one worker, for memory to use again.
func concurrentMap<Worker: ~Copyable, Result: Sendable>(
  count: Int, threads: Int, with worker: @escaping @Sendable () -> Worker,
  body: @escaping @Sendable (Int, inout Worker) -> Result
) async -> [Result] {
  let next = WorkCounter()
  let grain = max(1, min(16, count / max(1, threads * 8)))
  return await withTaskGroup(of: [(Int, Result)].self) { group in
    for _ in 0..<max(1, min(threads, count)) {
      group.addTask {
        var worker = worker()
        var results: [(Int, Result)] = []
        while true {
          let start = next.advance(by: grain)
          guard start < count else { return results }
          for index in start..<min(start + grain, count) { results.append((index, body(index, &worker))) }
        }
      }
    }
    var ordered = [Result?](repeating: nil, count: count)
    for await results in group {
      for (index, result) in results { ordered[index] = result }
    }
    return ordered.compactMap(\.self)
  }
}

/// The same for work that needs no memory of its own.
func concurrentMap<Result: Sendable>(
  count: Int, threads: Int, _ body: @escaping @Sendable (Int) -> Result
) async -> [Result] {
  await concurrentMap(count: count, threads: threads, with: { () }, body: { index, _ in body(index) })
}

/// A count that several threads advance.
final class WorkCounter: Sendable {
  private let count = Atomic(0)

  /// Adds to the count and answers what it was.
  @discardableResult
  func advance(by step: Int) -> Int {
    count.add(step, ordering: .relaxed).oldValue
  }
}
