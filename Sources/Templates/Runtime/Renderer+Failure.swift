internal import Diagnostics

extension Renderer {
  /// The diagnostic of an error at the current instruction, with the calls that led there.
  func failure(_ error: TemplateError) -> TemplateFailure {
    let (location, origin) = place(of: error.undefined)
    var diagnostic = Diagnostic.error(
      error.id, at: location, error.message, help: error.help,
      suggestion: error.suggestion ?? suggestion(for: error.undefined), notes: origin + notes)
    if error.causes.isEmpty { return TemplateFailure([diagnostic]) }
    diagnostic = error.causes[0]
    diagnostic.notes.append(
      .init("used by template '\(template.name)'", at: currentLocation))
    diagnostic.notes += notes
    return TemplateFailure([diagnostic] + error.causes.dropFirst())
  }

  var currentLocation: SourceLocation {
    let range = function.ranges.indices.contains(position - 1) ? function.ranges[position - 1] : 0..<0
    return SourceLocation(template.source, range)
  }

  /// Where an error is shown: at the part of the expression that is undefined, or else at the expression, with a
  /// note about where the undefined value came from.
  private func place(of undefined: Undefined?) -> (SourceLocation, [Diagnostic.Note]) {
    let current = currentLocation
    guard let origin = undefined?.origin, let range = origin.range, let used = current.range else {
      return (current, [])
    }
    let isHere =
      origin.file === current.file && used.lowerBound <= range.upperBound + 1 && range.lowerBound <= used.upperBound
    return isHere ? (origin, []) : (current, [.init("the undefined value comes from here", at: origin)])
  }

  private func suggestion(for undefined: Undefined?) -> String? {
    guard case .name(let name) = undefined?.cause, name.name.utf8.count > 2 else { return nil }
    return nearestName(to: name.name, among: Set(context.knownNames + template.declaredNames).sorted())
  }

  private static var shownCalls: Int { 10 }

  /// One note for each call, innermost first; of a long chain only the ends.
  private var notes: [Diagnostic.Note] {
    var notes: [Diagnostic.Note] = []
    var callee = function
    for caller in calls.reversed() {
      notes.append(note(callee, caller))
      callee = caller.function
    }
    guard notes.count > Self.shownCalls else { return notes }
    let half = Self.shownCalls / 2
    let omitted = notes.count - Self.shownCalls
    return notes.prefix(half) + [.init("\(omitted) more calls between")] + notes.suffix(half)
  }

  private func note(_ callee: CompiledFunction, _ caller: Activation) -> Diagnostic.Note {
    let range = caller.position > 0 ? caller.function.ranges[caller.position - 1] : 0..<0
    let location = SourceLocation(caller.template.source, range)
    switch caller.function.instructions[max(0, caller.position - 1)] {
    case .include: return .init("included from here", at: location)
    case .importTemplate: return .init("imported from here", at: location)
    case .block: return .init("in block '\(callee.name)'", at: location)
    case .recursiveLoop: return .init("in the recursive loop here", at: location)
    case .call, .callMethod:
      if callee.signature == nil { return .init("in block '\(callee.name)' called here", at: location) }
      if callee.name.isEmpty { return .init("in the 'call' block used here", at: location) }
      return .init("in macro '\(callee.name)' called here", at: location)
    default: return .init("called from here", at: location)
    }
  }
}
