extension Renderer {
  /// Runs until the outermost template has finished.
  mutating func run() throws(TemplateError) {
    while true {
      let instruction = code[position]
      position += 1
      switch instruction {
      case .text(let start, let end): writeText(Int(start), Int(end))
      case .literal(let index): writeLiteral(Int(index))
      case .print(let escaping): try write(pop(), escaping)
      case .printSlot(let slot, let undefined, let escaping):
        if let value = slots[Int(slot)] {
          try write(value, escaping)
        } else {
          try write(template.constants[Int(undefined)], escaping)
        }
      case .printMember(let slot, let undefined, let name, let escaping):
        if case .mapping(let dictionary)? = slots[Int(slot)], let value = dictionary.item(name) {
          try write(value, escaping)
        } else {
          try write(member(name, of: slots[Int(slot)] ?? template.constants[Int(undefined)]), escaping)
        }

      case .constant(let index): push(template.constants[Int(index)])
      case .load(let slot, let undefined): push(slots[Int(slot)] ?? template.constants[Int(undefined)])
      case .loadOuter(let depth, let slot, let undefined):
        push(frame.outer(Int(depth)).slots[Int(slot)] ?? template.constants[Int(undefined)])
      case .store(let slot): slots[Int(slot)] = pop()
      case .resolve(let name, let slot): slots[Int(slot)] = context.lookup(name)
      case .copy(let depth, let slot, let target):
        slots[Int(target)] = depth == 0 ? slots[Int(slot)] : frame.outer(Int(depth)).slots[Int(slot)]
      case .clear(let slot): slots[Int(slot)] = nil
      case .export(let name, let slot): export(name, slots[Int(slot)])
      case .hide(let name): context.hide(name)
      case .unpack(let count): try unpack(Int(count))
      case .checkNamespace(let name): try checkNamespace(named: template.constants[Int(name)])
      case .setNamespaceMember(let name): try setNamespaceMember(name)
      case .discard: _ = pop()

      case .member(let name):
        let owner = pop()
        push(try member(name, of: owner))
      case .item:
        let key = pop()
        let owner = pop()
        push(try item(key, of: owner))
      case .slice: try slice()
      case .unary(let symbol): push(try symbol.apply(pop()))
      case .not: push(.bool(try !pop().isTrue()))
      case .binary(let symbol):
        let right = pop()
        let left = pop()
        try pushMade(try symbol.apply(left, right, limits: limits))
      case .concatenate(let count, let escaping): try concatenate(Int(count), escaping)
      case .compare(let comparison):
        let right = pop()
        let left = pop()
        push(.bool(try comparison.apply(left, right)))
      case .compareChained(let comparison, let target):
        let right = pop()
        let left = pop()
        if try comparison.apply(left, right) {
          push(right)
        } else {
          push(.bool(false))
          position = Int(target)
        }
      case .list(let count): try pushMade(.newList(pop(Int(count))))
      case .tuple(let count): try pushMade(.newTuple(pop(Int(count))))
      case .dictionary(let count): try makeDictionary(Int(count))
      case .filter(let site), .test(let site): try applyFilter(Int(site), instruction)
      case .call(let shape): try call(Int(shape))
      case .callMethod(let name, let shape): try callMethod(name, Int(shape))

      case .jump(let target): position = Int(target)
      case .jumpIfFalse(let target): if try !pop().isTrue() { position = Int(target) }
      case .jumpIfFalseOrPop(let target):
        if try stack[top - 1].isTrue() { _ = pop() } else { position = Int(target) }
      case .jumpIfTrueOrPop(let target):
        if try stack[top - 1].isTrue() { position = Int(target) } else { _ = pop() }
      case .jumpIfPresent(let slot, let target): if slots[Int(slot)] != nil { position = Int(target) }
      case .jumpIfExtended(let target): if parentTemplate != nil { position = Int(target) }
      case .finish: if !finish() { return }

      case .iterate: try iterate()
      case .iterateExtended(let slot, let isRecursive): try iterateExtended(try pop().iterated(), slot, isRecursive)
      case .nextElement(let target): try nextElement(target)
      case .keepElement: keepElement()
      case .restartWithKept(let slot, let isRecursive): try restartWithKept(slot, isRecursive)
      case .markIteration: loops[loops.count - 1].hasRun = true
      case .endLoop: loops.removeLast()
      case .endLoopOrElse(let target): if loops.removeLast().hasRun { position = Int(target) }
      case .recursiveLoop(let index): try recursiveLoop(Int(index))

      case .beginCapture: captures.append(output.count)
      case .endCapture(let escaping): endCapture(escaping)
      case .dropCapture: output.truncate(to: captures.removeLast())
      case .setEscaping(let isOn):
        outerEscaping.append(isEscaping)
        isEscaping = isOn
      case .setEscapingFromStack:
        outerEscaping.append(isEscaping)
        isEscaping = try pop().isTrue()
      case .restoreEscaping: isEscaping = outerEscaping.removeLast()

      case .makeMacro(let index): makeMacro(Int(index))
      case .loadSelf(let slot): slots[Int(slot)] = .object(BlockDirectory(context, environment.settings.undefined))
      case .loadSuper(let slot, let name): loadSuper(slot, name)
      case .block(let name, let locals, let isRequired): try runBlock(name, locals, isRequired)
      case .extends: try extend()
      case .include(let locals, let ignoresMissing, let hasContext):
        try include(locals, ignoresMissing, hasContext)
      case .importTemplate(let locals, let hasContext): try importTemplate(locals, hasContext)
      case .importedName(let name): push(importedMember(name))
      }
    }
  }
}
