internal import Glibc

extension Trace {
  /// A table of the stages in the order in which they began: for each the time of all threads together.
  public var table: String {
    var stages: [(name: String, duration: Int, count: Int)] = []
    for span in spans.sorted(by: { $0.start < $1.start }) {
      if let index = stages.firstIndex(where: { $0.name == span.stage }) {
        stages[index].duration += span.duration
        stages[index].count += 1
      } else {
        stages.append((span.stage, span.duration, 1))
      }
    }
    let rows = stages.map { stage in
      Self.row(stage.name, Self.milliseconds(stage.duration), stage.count == 1 ? "" : "\(stage.count) times")
    }
    return Self.row("stage", "ms", "") + rows.joined() + Self.row("in all", Self.milliseconds(elapsed), "on the clock")
  }

  private static func row(_ name: String, _ time: String, _ note: String) -> String {
    let padded = name + String(repeating: " ", count: max(0, 10 - name.count))
    let line = padded + String(repeating: " ", count: max(0, 10 - time.count)) + time
    return note.isEmpty ? line + "\n" : "\(line)  \(note)\n"
  }

  private static func milliseconds(_ nanoseconds: Int) -> String {
    let tenths = (nanoseconds + 50_000) / 100_000
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// The trace as trace viewers read it (Chromium's Trace Event Format, complete events; times in microseconds).
  public var json: String {
    let process = getpid()
    let events = spans.map { span in
      let name = span.subject.isEmpty ? span.stage : span.subject
      return """
        {"name":\(JSONText.quoted(name)),"cat":\(JSONText.quoted(span.stage)),"ph":"X","pid":\(process),\
        "tid":\(span.thread),"ts":\(Self.microseconds(span.start)),"dur":\(Self.microseconds(span.duration))}
        """
    }
    return "{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n\(events.joined(separator: ",\n"))\n]}\n"
  }

  private static func microseconds(_ nanoseconds: Int) -> String {
    let fraction = String(nanoseconds % 1000)
    return "\(nanoseconds / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
  }
}
