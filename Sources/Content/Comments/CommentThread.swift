public import Diagnostics

/// All that was said about one entry.
public struct CommentThread: Sendable {
  public let subject: EntryAddress
  /// By date, then by id.
  public let comments: [Comment]
  /// Whether nothing more may be said.
  public let isClosed: Bool
  /// What the thread as a whole says; nil where nothing does.
  public let settings: SourceFile?
  /// Of all its files.
  public let print: Fingerprint

  init(subject: EntryAddress, comments: [Comment], isClosed: Bool = false, settings: SourceFile? = nil) {
    self.subject = subject
    self.comments = comments.sorted { ($0.date.order, $0.id) < ($1.date.order, $1.id) }
    self.isClosed = isClosed
    self.settings = settings
    var print = Fingerprint()
    print.add(isClosed ? 1 : 0)
    for comment in self.comments {
      print.add(comment.id)
      print.add(comment.print)
    }
    self.print = print
  }

  public subscript(id: String) -> Comment? { comments.first { $0.id == id } }

  /// A comment in its place among the others.
  public struct Place: Sendable {
    public let comment: Comment
    /// 0 for what answers no other comment.
    public let depth: Int
    public let parent: Comment?
  }

  /// In reading order: each comment, then what answers it.
  ///
  /// What was deleted is there only as long as something answers it. Costs no recursion, however deep people answer.
  public var places: [Place] {
    let known = Dictionary(comments.map { ($0.id, $0) }) { first, _ in first }
    var answers: [String: [Comment]] = [:]
    var waiting: [Place] = []
    for comment in comments.reversed() {
      if let parent = comment.replyTo?.value, known[parent] != nil {
        answers[parent, default: []].append(comment)
      } else {
        waiting.append(Place(comment: comment, depth: 0, parent: nil))
      }
    }
    var places: [Place] = []
    while let place = waiting.popLast() {
      places.append(place)
      for answer in answers[place.comment.id] ?? [] {
        waiting.append(Place(comment: answer, depth: place.depth + 1, parent: place.comment))
      }
    }
    return Self.withoutEnds(places)
  }

  /// Leaves out what was deleted and has nothing below it.
  private static func withoutEnds(_ places: [Place]) -> [Place] {
    var kept: [Place] = []
    for place in places.reversed() {
      let hasAnswers = kept.last.map { $0.depth > place.depth } ?? false
      if place.comment.state != .deleted || hasAnswers { kept.append(place) }
    }
    return kept.reversed()
  }

  /// How many can be read.
  public var count: Int { comments.count { $0.state == .shown } }
}

extension EntryDate {
  /// What comments are ordered by; days begin at midnight UTC.
  fileprivate var order: Int {
    switch self {
    case .date(let date): date.firstDay * 86_400
    case .moment(let moment): moment.seconds
    }
  }
}
