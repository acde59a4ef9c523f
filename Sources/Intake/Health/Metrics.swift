public import HTTP
import Synchronization

/// Counts of answers, as Prometheus reads them (its text format 0.0.4).
final class Metrics: Sendable {
  private struct Key: Hashable {
    let route: String
    let status: Int
  }

  private struct Figures {
    var count = 0
    var seconds = 0.0
  }

  private let figures = Mutex<[Key: Figures]>([:])

  /// Paths that are no route count as one, since anybody can make up as many as they like.
  func note(_ record: AccessRecord) {
    let key = Key(route: record.route ?? "none", status: record.status.code)
    let (seconds, attoseconds) = record.duration.components
    figures.withLock { figures in
      figures[key, default: Figures()].count += 1
      figures[key, default: Figures()].seconds += Double(seconds) + Double(attoseconds) / 1e18
    }
  }

  var text: String {
    let rows = figures.withLock { $0 }.sorted { ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status) }
    var text = "# TYPE preau_requests_total counter\n"
    for (key, figures) in rows {
      text += "preau_requests_total{route=\"\(key.route)\",status=\"\(key.status)\"} \(figures.count)\n"
    }
    text += "# TYPE preau_request_seconds_total counter\n"
    for (key, figures) in rows {
      text += "preau_request_seconds_total{route=\"\(key.route)\",status=\"\(key.status)\"} \(figures.seconds)\n"
    }
    return text
  }
}

extension Intake {
  /// Notes an answer that the server has sent.
  public func note(_ record: AccessRecord) { metrics.note(record) }
}
