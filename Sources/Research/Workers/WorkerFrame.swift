/// What a sweep and its workers tell each other.
///
/// As bytes: the length of all that follows, a UInt32; the kind, a byte; then whole numbers as UInt32, and texts and bytes
/// behind their length, in the order below; little-endian.
///
/// - Verified by: `WorkerFrameTests`.
enum WorkerFrame: Sendable, Hashable {
    /// To a worker: run this after those before.
    case trial(WorkerTrial)
    /// To a worker: give back those that have not begun.
    case giveBack
    /// From a worker: plan and bars are read, and are those of the sweep.
    case ready
    /// From a worker: it can run nothing, and why.
    case refused(String)
    /// From a worker: by what the ledger knows a trial that is about to be told done.
    case identified(WorkerIdentity)
    /// From a worker: what trials left, as `TrialBatch` writes it.
    case done([UInt8])
    /// From a worker: the numbers of trials that it will not run.
    case gaveBack([UInt32])

    /// No frame is longer: what claims to be is none.
    static let mostBytes = 1 << 30

    private var kind: UInt8 {
        switch self {
        case .trial: 1
        case .giveBack: 2
        case .ready: 3
        case .refused: 4
        case .done: 5
        case .gaveBack: 6
        case .identified: 7
        }
    }

    /// Appends its bytes.
    func append(to bytes: inout [UInt8]) {
        let start = bytes.count
        func add(_ number: Int) {
            withUnsafeBytes(of: UInt32(number).littleEndian) { bytes.append(contentsOf: $0) }
        }
        func add(_ text: some Collection<UInt8>) {
            add(text.count)
            bytes.append(contentsOf: text)
        }
        func add(_ texts: [String]) {
            add(texts.count)
            for text in texts { add(text.utf8) }
        }
        add(0)
        bytes.append(kind)
        switch self {
        case .trial(let trial):
            add(Int(trial.number))
            add(trial.keepsReturns ? 1 : 0)
            add(trial.values)
        case .identified(let identity):
            add(Int(identity.number))
            add(identity.texts)
        case .giveBack, .ready: break
        case .refused(let message): add(message.utf8)
        case .done(let batch): add(batch)
        case .gaveBack(let numbers):
            add(numbers.count)
            for number in numbers { add(Int(number)) }
        }
        withUnsafeBytes(of: UInt32(bytes.count - start - 4).littleEndian) { length in
            bytes.replaceSubrange(start..<start + 4, with: length)
        }
    }

    /// The frame of some bytes without the length; `nil` where they are none.
    init?(_ bytes: ArraySlice<UInt8>) {
        var fields = Fields(rest: bytes)
        guard let kind = fields.rest.popFirst(), let frame = WorkerFrame(kind: kind, &fields), fields.rest.isEmpty
        else {
            return nil
        }
        self = frame
    }

    private init?(kind: UInt8, _ fields: inout Fields) {
        switch kind {
        case 1:
            guard let number = fields.number(), let keepsReturns = fields.number(), let values = fields.texts() else {
                return nil
            }
            self = .trial(WorkerTrial(number: number, keepsReturns: keepsReturns == 1, values: values))
        case 2: self = .giveBack
        case 3: self = .ready
        case 4:
            guard let message = fields.bytes() else { return nil }
            self = .refused(String(decoding: message, as: UTF8.self))
        case 5:
            guard let batch = fields.bytes() else { return nil }
            self = .done(Array(batch))
        case 6:
            guard let count = fields.count() else { return nil }
            var numbers: [UInt32] = []
            for _ in 0..<count {
                guard let number = fields.number() else { return nil }
                numbers.append(number)
            }
            self = .gaveBack(numbers)
        case 7:
            guard let number = fields.number(), let texts = fields.texts(),
                let identity = WorkerIdentity(number: number, texts: texts)
            else { return nil }
            self = .identified(identity)
        default: return nil
        }
    }

    /// Takes fields from bytes, one behind the other.
    private struct Fields {
        var rest: ArraySlice<UInt8>

        mutating func number() -> UInt32? {
            guard rest.count >= 4 else { return nil }
            defer { rest.removeFirst(4) }
            return rest.prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
        }

        /// A number of things of which each takes at least one of the bytes that are left.
        mutating func count() -> Int? {
            guard let count = number(), count <= rest.count else { return nil }
            return Int(count)
        }

        mutating func bytes() -> ArraySlice<UInt8>? {
            guard let count = count() else { return nil }
            defer { rest.removeFirst(count) }
            return rest.prefix(count)
        }

        mutating func texts() -> [String]? {
            guard let count = count() else { return nil }
            var texts: [String] = []
            for _ in 0..<count {
                guard let text = bytes() else { return nil }
                texts.append(String(decoding: text, as: UTF8.self))
            }
            return texts
        }
    }
}
