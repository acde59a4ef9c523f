import Content

/// What a browser has seen of a page: when one of the two has changed, so has what the page shows.
struct PageVersion: Sendable, Equatable {
  /// Of the page, and of the files that are loaded with it.
  var page: String
  /// Of its style sheets, which can be exchanged while the page stays.
  var styles: String
}

extension PageVersion {
  /// - Parameter run: tells one run of the program from the next, whose script may be another.
  init(_ page: PreviewPage, in site: PreviewFolder, run: Fingerprint) {
    var print = run
    var styles = run
    print.add(page.fingerprint)
    for address in page.parts { print.add(site.stamp(of: address)) }
    for (_, address) in page.sheets {
      styles.add(address)
      styles.add(site.stamp(of: address))
      // A new sheet may name an image by its old address, which a browser then need not load again: only with the page.
      for image in site.references(ofSheet: address) { print.add(site.stamp(of: image)) }
    }
    self.page = String(print.value, radix: 16)
    self.styles = String(styles.value, radix: 16)
  }
}

extension Fingerprint {
  fileprivate mutating func add(_ stamp: FileStamp?) {
    guard let stamp else { return add(0) }
    add(stamp.size)
    add(stamp.modified)
    add(stamp.inode)
  }
}
