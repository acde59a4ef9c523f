import HTTP
import Store

/// Why a request was not answered as asked; each becomes a page with a sentence in the reader's language.
enum Problem: Error, Sendable, Equatable {
  /// Also for what is there but is not for this reader.
  case notFound
  case methodNotAllowed
  /// The form is too old, or came from elsewhere.
  case staleForm
  /// The link was used, is too old or never was.
  case linkIsOver
  /// Seconds until it may be tried again.
  case tooOften(Int)
  /// Nobody may say anything more about a page.
  case commentsClosed
  /// Others must be served first.
  case busy
  /// Somebody has changed the same thing meanwhile.
  case conflict
  /// The site is in no git repository, which submissions need.
  case closed
  /// The repository cannot take a change until somebody has put it in order.
  case repository
  /// The site cannot be built until somebody has mended it, and does not know of this yet.
  case stuck
  /// More was sent than is taken at once.
  case tooLarge
  /// The request itself is wrong.
  case refused(Status)
  /// Our fault; the log has the details under this id.
  case fault(id: String)

  var status: Status {
    switch self {
    case .notFound: .notFound
    case .methodNotAllowed: .methodNotAllowed
    case .staleForm: .forbidden
    case .linkIsOver: .gone
    case .tooOften: .tooManyRequests
    case .commentsClosed: .forbidden
    case .busy: .serviceUnavailable
    case .conflict: .conflict
    case .closed: .conflict
    case .repository, .stuck: .serviceUnavailable
    case .tooLarge: .contentTooLarge
    case .refused(let status): status
    case .fault: .internalServerError
    }
  }

  /// The beginning of the theme's keys for it: `problem_not_found_title`, `problem_not_found_text`.
  var key: String {
    switch self {
    case .notFound: "problem_not_found"
    case .methodNotAllowed: "problem_not_found"
    case .staleForm: "problem_stale_form"
    case .linkIsOver: "problem_link_over"
    case .tooOften: "problem_too_often"
    case .commentsClosed: "problem_comments_closed"
    case .busy: "problem_busy"
    case .conflict: "problem_conflict"
    case .closed: "problem_closed"
    case .repository: "problem_git"
    case .stuck: "problem_stuck"
    case .tooLarge: "problem_too_large"
    case .refused: "problem_refused"
    case .fault: "problem_fault"
    }
  }

  /// After how many seconds it may be tried again.
  var retryAfter: Int? {
    switch self {
    case .tooOften(let seconds): seconds
    case .busy: 2
    default: nil
    }
  }
}

extension Problem {
  init(_ refusal: Refusal) {
    self =
      switch refusal.status {
      case .notFound: .notFound
      case .contentTooLarge: .tooLarge
      default: .refused(refusal.status)
      }
  }
}

/// A form that could not be taken, and where its writer finds what they have typed.
struct UnsentForm: Error {
  enum Place: Sendable {
    /// On their own page.
    case asDraft
    /// On the page that tells of the problem.
    case shown(String)
  }

  let problem: Problem
  let kept: Place
}
