import Content
import Images

/// A file that the site has: a page, or something else.
enum OutputItem: Sendable {
  case page(Page)
  case file(SiteFile)

  /// Relative to the output folder.
  var path: String {
    switch self {
    case .page(let page): page.file
    case .file(let file): file.path
    }
  }

  /// A fingerprint of what is to be made, without what is read while it is made.
  func subject(in site: PreparedSite) -> Fingerprint {
    switch self {
    case .page(let page): page.subjectPrint(in: site.model, template: site.renderer.templates)
    case .file(let file): file.subjectPrint
    }
  }
}

extension PreparedSite {
  /// Every file of the site: pages last.
  ///
  /// The sitemap and the feeds take longest, and would keep one thread busy at the end.
  var items: [OutputItem] { files.map(OutputItem.file) + model.plan.pages.map(OutputItem.page) }

  /// One of `items`.
  func item(at place: Int) -> OutputItem {
    place < files.count ? .file(files[place]) : .page(model.plan.pages[place - files.count])
  }
}

extension SiteFile {
  fileprivate var subjectPrint: Fingerprint {
    var print = Fingerprint()
    switch source {
    case .bytes(let bytes): print.add(bytes)
    case .made: print.add(path)
    case .variant(let variant, let image, _):
      // What has this name never changes.
      print.add(image.key.name)
      print.add(variant.range.lowerBound)
    case .copy(let original):
      guard let stamp = FileStamp(of: original) else { return .nothing }
      // A file that was changed just now may change again without another stamp.
      print.add(stamp.isSettled(at: FileStamp.now) ? stamp.changed : FileStamp.now)
      print.add(stamp)
    }
    return print
  }
}

extension Page {
  fileprivate func subjectPrint(in site: SiteModel, template: PageTemplates) -> Fingerprint {
    var print = Fingerprint()
    print.add(subject.name)
    print.add(language.code)
    print.add(path)
    print.add(template.name(for: self, in: site.library) ?? "")
    switch subject {
    case .entry(let id), .home(let id?): print.add(site.addressPrint(of: id))
    case .list(let list): print.add(list, in: site)
    case .tag(let tag): print.add(tag.slug)
    case .redirect(let target): print.add(target)
    case .tags, .home, .notFound, .service: break
    }
    return print
  }
}

extension Fingerprint {
  fileprivate mutating func add(_ list: ListPage, in site: SiteModel) {
    add(list.sort ?? -1)
    add(list.chosen?.field ?? -1)
    add(list.chosen?.value ?? -1)
    add(list.number)
    add(list.pageCount)
    add(list.total)
    add(list.firstPath)
    for id in list.entries { add(site.addressPrint(of: id)) }
  }
}
