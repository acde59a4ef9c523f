import Markup

/// Decides what the links of a comment become: to the web, and to pages of this site.
///
/// Images and files are left out, since a comment brings none; and nobody is asked to mend what others have said, so
/// that a link that leads nowhere leaves its text.
struct CommentLinks: MarkdownResolver {
  let inner: EntryLinks

  func link(_ destination: String) -> LinkResolution {
    // A place on the page is the page's own matter.
    guard !destination.hasPrefix("#") else { return .leftOut }
    let count = inner.published.count
    guard case .url(let url, let isExternal) = inner.link(destination), inner.published.count == count else {
      return .leftOut
    }
    return .url(url, isExternal: isExternal)
  }

  func image(_ destination: String) -> ImageResolution { .leftOut }
}
