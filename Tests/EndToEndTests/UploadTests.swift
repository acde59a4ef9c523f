import Foundation
import TestSupport
import Testing

/// Members send images with their forms.
@Suite(.serialized, .timeLimit(.minutes(15))) struct UploadTests {
  private static let photo = TestPicture.photo(width: 96, height: 64).png(with: Metadata.pngChunks())

  @Test func aPortraitIsLiveWithoutAnythingOfItsFile() async throws {
    let site = try await WritableSite()
    let member = try await site.member("nour@example.org")
    let form = try #require(await member.open("/-/new/profile"))
    let live = try #require(
      await member.submit(
        ["name": "Nour Amrani", "photo.alt": "Nour, de face"],
        files: [.init("photo.file", name: "Ma Photo (1).PNG", Self.photo)], on: form))
    #expect(live.path == "/profiles/nour-amrani/")
    #expect(
      try site.text("content/profiles/nour-amrani/index.md")
        == "---\nname: Nour Amrani\nphoto: { src: ma-photo-1.jpg, alt: \"Nour, de face\" }\n---\n")
    let page = try site.text("site/profiles/nour-amrani/index.html")
    #expect(page.contains("srcset=") && page.contains("alt=\"Nour, de face\""))
    for file in try site.files(in: "content/profiles/nour-amrani") + site.files(in: "site/media") {
      #expect(!Metadata.leaks(into: file))
    }
    #expect(try site.files(in: "var/uploads").isEmpty)
    #expect(try site.git("status", "--porcelain") == "")
  }

  @Test func aFileIsTakenKeptAndReplaced() async throws {
    let site = try await WritableSite { folder in
      let kind = folder.appending(path: "content/kinds/profile.yaml")
      let text = try String(contentsOf: kind, encoding: .utf8)
      try text.replacing("\nfields:\n", with: "\nfields:\n  plan: { type: file, label: Plan }\n")
        .write(to: kind, atomically: true, encoding: .utf8)
      try WritableSite.git(["commit", "-qam", "Plans"], in: folder)
    }
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    func send(_ values: [String: String], _ files: [Visitor.File] = []) async throws {
      let form = try #require(await zoe.open("/-/edit/profile/zoe-blanc"))
      let live = try #require(await zoe.submit(values, files: files, on: form))
      #expect(live.path == "/profiles/zoe-blanc/", "\(live.answer.text)")
    }
    let pdf = Array("%PDF-1.4\n%%EOF\n".utf8)
    try await send([:], [.init("plan.file", name: "Mon plan.pdf", pdf)])
    #expect(try site.text("content/profiles/zoe-blanc.md").contains("plan: zoe-blanc/mon-plan.pdf\n"))
    try await send(["headline": "Avec un plan"])
    #expect(try site.text("content/profiles/zoe-blanc.md").contains("plan: zoe-blanc/mon-plan.pdf\n"))
    #expect(site.has("content/profiles/zoe-blanc/mon-plan.pdf"))
    try await send(["plan.remove": "1"])
    #expect(try !site.text("content/profiles/zoe-blanc.md").contains("plan:"))
    #expect(!site.has("content/profiles/zoe-blanc/mon-plan.pdf"))
    #expect(try site.mistakes() == "")
  }

  @Test func aPhotoThatIsReplacedGoesUnlessAnotherPageShowsIt() async throws {
    let site = try await WritableSite()
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    func send(_ name: String) async throws {
      let form = try #require(await zoe.open("/-/edit/profile/zoe-blanc"))
      let live = try #require(
        await zoe.submit(["photo.alt": "Zoé"], files: [.init("photo.file", name: name, Self.photo)], on: form))
      #expect(live.path == "/profiles/zoe-blanc/", "\(live.answer.text)")
    }
    try await send("un.png")
    try await send("deux.png")
    #expect(!site.has("content/profiles/zoe-blanc/un.jpg") && site.has("content/profiles/zoe-blanc/deux.jpg"))
    let head = try await site.member("head@example.org", role: "maintainer")
    let form = try #require(await head.open("/-/edit/profile/paul-petit"))
    let text = "![Zoé](zoe-blanc/deux.jpg)"
    #expect(await head.submit(["content": text], on: form)?.path == "/profiles/paul-petit/")
    try await send("trois.png")
    #expect(site.has("content/profiles/zoe-blanc/deux.jpg") && site.has("content/profiles/zoe-blanc/trois.jpg"))
    #expect(try site.mistakes() == "" && site.git("status", "--porcelain") == "")
  }

  @Test func anImagesDescriptionIsAskedForAndTheImageIsKeptMeanwhile() async throws {
    let site = try await WritableSite()
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let form = try #require(await zoe.open("/-/edit/profile/zoe-blanc"))
    let again = try #require(
      await zoe.submit([:], files: [.init("photo.file", name: "a.png", Self.photo)], on: form))
    #expect(again.answer.status == 422 && again.answer.text.contains("Dites en quelques mots"))
    let thumbnail = try #require(again.answer.text.firstMatch(of: #/src="(\/-\/uploads\/[^"]+)"/#)?.1)
    #expect(await zoe.open(String(thumbnail))?.answer["Content-Type"] == "image/jpeg")
    // It is nobody else's.
    let lea = try await site.member("lea@example.org", profile: "lea-durand")
    #expect(await lea.open(String(thumbnail))?.answer.status == 404)
    let live = try #require(await zoe.submit(["photo.alt": "Zoé rit"], on: again))
    #expect(live.path == "/profiles/zoe-blanc/")
    #expect(
      try site.text("content/profiles/zoe-blanc.md")
        == "---\nname: Zoé Blanc\nphoto: { src: zoe-blanc/a.jpg, alt: Zoé rit }\n---\n")
    #expect(site.has("content/profiles/zoe-blanc/a.jpg"))
  }

  @Test func previewsShowWhatIsNotPublishedYet() async throws {
    let site = try await WritableSite()
    let lea = try await site.member("lea@example.org", profile: "lea-durand")
    let reviewer = try await site.member("rev@example.org", role: "reviewer")
    let form = try #require(await lea.open("/-/edit/project/meteo"))
    let preview = try #require(
      await lea.submit(
        ["action": "preview", "content": "Voici :", "content.alt": "Le plan"],
        files: [.init("content.file", name: "plan.png", Self.photo)], on: form))
    let shown = try #require(preview.answer.text.firstMatch(of: #/<img src="(\/-\/uploads\/[^"]+)" alt="Le plan"/#)?.1)
    #expect(await lea.open(String(shown))?.answer["Content-Type"] == "image/jpeg")
    #expect(await reviewer.open(String(shown))?.answer.status == 404)
    let sent = try #require(await lea.submit([:], on: preview))
    let page = try #require(await reviewer.open(String(sent.path.prefix { $0 != "?" })))
    let file = try #require(
      page.answer.text.firstMatch(of: #/<img src="(\/-\/submissions\/[^"]+)" alt="Le plan"/#)?.1)
    #expect(await reviewer.open(String(file).replacing("&amp;", with: "&"))?.answer["Content-Type"] == "image/jpeg")
    // Who takes it up again sees it, too.
    let again = try #require(await lea.open("/-/edit/project/meteo"))
    let resumed = try #require(await lea.submit(["action": "preview"], on: again))
    #expect(resumed.answer.text.contains(#/<img src="\/-\/submissions\/[^"]+" alt="Le plan"/#))
    // What scripts ask for knows where the text lies.
    _ = await reviewer.submit([:], to: "/accept", on: page)
    let text = try #require(site.text("content/projects/meteo.md").split(separator: "\n").last { $0.hasPrefix("![") })
    let token = try #require(page.answer.text.firstMatch(of: #/name="form_token" value="([^"]+)"/#)?.1)
    let html = await reviewer.ask(
      "POST", "/-/markdown", body: "form_token=\(token)&entry=project:meteo&text=\(text.replacing(" ", with: "+"))")
    #expect(html?.text.contains("<picture>") == true, "\(html?.text ?? "")")
  }

  @Test(arguments: [
    ("a.png", Array("<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>".utf8)),
    ("a.jpg", Array(photo.prefix(200))), ("../../a.png", Array("GIF".utf8)), ("a.png", Array("\0\0\0".utf8)),
  ])
  func whatIsNoImageIsRefusedBesideItsField(name: String, bytes: [UInt8]) async throws {
    let site = try await WritableSite()
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let form = try #require(await zoe.open("/-/edit/profile/zoe-blanc"))
    let again = try #require(
      await zoe.submit(
        ["headline": "Gardé", "photo.alt": "x"], files: [.init("photo.file", name: name, bytes)], on: form))
    #expect(again.answer.status == 422 && again.answer.text.contains("value=\"Gardé\""))
    #expect(again.answer.text.contains("id=\"photo-mistake\""))
    #expect(try site.git("log", "--format=%s") == "First\n")
    #expect(try site.files(in: "var/uploads").isEmpty)
  }

  @Test func aProposalKeepsItsImagesWhenItIsTakenUpAgain() async throws {
    let site = try await WritableSite()
    let lea = try await site.member("lea@example.org", profile: "lea-durand")
    let reviewer = try await site.member("rev@example.org", role: "reviewer")
    let form = try #require(await lea.open("/-/new/project"))
    let proposal = try #require(
      await lea.submit(
        ["title": "Carte", "members": "lea-durand", "images.0.alt": "Une carte"],
        files: [.init("images.0.file", name: "carte.png", Self.photo)], on: form))
    let path = String(proposal.path.prefix { $0 != "?" })
    #expect(path.hasPrefix("/-/submissions/"))
    let review = try #require(await reviewer.open(path))
    _ = await reviewer.submit(["reason": "Un résumé ?"], to: "/changes", on: review)
    let own = try #require(await lea.open(path))
    let address = try #require(own.answer.text.firstMatch(of: #/href="(\/-\/new\/project\?submission=[^"]+)"/#)?.1)
    let again = try #require(await lea.open(String(address)))
    #expect(again.answer.text.contains("value=\"Carte\"") && again.answer.text.contains("carte.jpg"))
    let second = try #require(await lea.submit(["summary": "Des rues"], on: again))
    #expect(second.path.hasPrefix(path))
    #expect(try site.git("for-each-ref", "refs/preau/submissions").split(separator: "\n").count == 1)
    let page = try #require(await reviewer.open(path))
    _ = await reviewer.submit([:], to: "/accept", on: page)
    #expect(try site.text("content/projects/carte/index.md").contains("summary: Des rues\n"))
    #expect(site.has("content/projects/carte/carte.jpg"))
    #expect(try site.text("site/projects/carte/index.html").contains("alt=\"Une carte\""))
  }

  @Test func aProposalWhoseNameWasTakenKeepsItsImagesUnderAnother() async throws {
    let site = try await WritableSite()
    let lea = try await site.member("lea@example.org", profile: "lea-durand")
    let head = try await site.member("head@example.org", role: "maintainer")
    let form = try #require(await lea.open("/-/new/project"))
    let proposal = try #require(
      await lea.submit(
        ["title": "Carte", "summary": "De Léa", "members": "lea-durand", "images.0.alt": "Une carte"],
        files: [.init("images.0.file", name: "carte.png", Self.photo)], on: form))
    let path = String(proposal.path.prefix { $0 != "?" })
    let other = try #require(await head.open("/-/new/project"))
    let first = try #require(
      await head.submit(["title": "Carte", "summary": "D’abord", "members": "zoe-blanc"], on: other))
    #expect(first.path == "/projects/carte/")
    _ = await head.submit([:], to: "/accept", on: try #require(await head.open(path)))
    let id = try #require(path.split(separator: "/").last)
    let again = try #require(await lea.open("/-/new/project?submission=\(id)"))
    let second = try #require(await lea.submit([:], on: again))
    #expect(second.path.hasPrefix(path), "\(second.answer.text)")
    let page = try #require(await head.open(path))
    #expect(await head.submit([:], to: "/accept", on: page)?.path == "\(path)?done=published")
    #expect(site.has("content/projects/carte-2/carte.jpg") && site.has("content/projects/carte-2.md"))
    #expect(try site.text("content/projects/carte.md").contains("D’abord") && site.mistakes() == "")
  }

  @Test func imagesComeIntoTexts() async throws {
    let site = try await WritableSite()
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let form = try #require(await zoe.open("/-/edit/profile/zoe-blanc"))
    let live = try #require(
      await zoe.submit(
        ["content": "Avant.", "content.alt": "Un ]arbre["],
        files: [.init("content.file", name: "arbre.png", Self.photo)], on: form))
    #expect(live.path == "/profiles/zoe-blanc/")
    #expect(
      try site.text("content/profiles/zoe-blanc.md").hasSuffix("---\nAvant.\n\n![Un arbre](zoe-blanc/arbre.jpg)\n"))
    #expect(try site.text("site/profiles/zoe-blanc/index.html").contains("alt=\"Un arbre\""))
  }

  @Test func imagesGoWithAnEntryThatMoves() async throws {
    let site = try await WritableSite()
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let form = try #require(await zoe.open("/-/edit/profile/zoe-blanc"))
    _ = await zoe.submit(["photo.alt": "Zoé"], files: [.init("photo.file", name: "a.png", Self.photo)], on: form)
    let again = try #require(await zoe.open("/-/edit/profile/zoe-blanc"))
    let live = try #require(
      await zoe.submit(
        ["slug": "zoe", "content": "Un mur."], files: [.init("content.file", name: "mur.png", Self.photo)], on: again))
    #expect(live.path.hasPrefix("/profiles/zoe/"), "\(live.path)")
    let text = try site.text("content/profiles/zoe.md")
    #expect(text.contains("src: zoe/a.jpg") && text.contains("](zoe/mur.jpg)"), "\(text)")
    #expect(site.has("content/profiles/zoe/a.jpg") && site.has("content/profiles/zoe/mur.jpg"))
    #expect(!site.has("content/profiles/zoe-blanc"))
    #expect(try site.text("site/profiles/zoe/index.html").contains("srcset="))
    #expect(try site.git("status", "--porcelain") == "")
  }
}
