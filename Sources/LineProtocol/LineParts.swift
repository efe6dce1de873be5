/// What the scanner found in a line: storage that one decoder owns and fills anew for every line.
struct LineParts: ~Copyable {
    var measurement: LineText
    var seriesEnd: UnsafePointer<UInt8>
    private(set) var tags: UnsafeMutablePointer<LineTag>
    private(set) var fields: UnsafeMutablePointer<LineField>
    var tagCount = 0
    var fieldCount = 0
    /// Nanoseconds, where `hasTime`.
    var time: Int64 = 0
    var hasTime = false
    /// Line breaks inside strings.
    var breaks = 0
    /// Why the line is bad, and where.
    var reason: LineError.Reason = .missingMeasurement
    var place: UnsafePointer<UInt8>
    private var tagCapacity = 16
    private var fieldCapacity = 16
    private let nothing: UnsafeMutablePointer<UInt8>

    init() {
        nothing = .allocate(capacity: 1)
        nothing.initialize(to: 10)
        place = UnsafePointer(nothing)
        seriesEnd = place
        measurement = LineText(start: place, end: place, escapes: .none)
        tags = .allocate(capacity: tagCapacity)
        fields = .allocate(capacity: fieldCapacity)
    }

    deinit {
        tags.deallocate()
        fields.deallocate()
        nothing.deallocate()
    }

    @inline(__always)
    mutating func append(_ tag: LineTag) {
        if tagCount == tagCapacity {
            (tags, tagCapacity) = LineParts.grown(tags, count: tagCount)
        }
        (tags + tagCount).initialize(to: tag)
        tagCount += 1
    }

    @inline(__always)
    mutating func append(_ field: LineField) {
        if fieldCount == fieldCapacity {
            (fields, fieldCapacity) = LineParts.grown(fields, count: fieldCount)
        }
        (fields + fieldCount).initialize(to: field)
        fieldCount += 1
    }

    @inline(never)
    private static func grown<Element>(
        _ old: UnsafeMutablePointer<Element>, count: Int
    ) -> (UnsafeMutablePointer<Element>, Int) {
        let new = UnsafeMutablePointer<Element>.allocate(capacity: 2 * count)
        new.moveInitialize(from: old, count: count)
        old.deallocate()
        return (new, 2 * count)
    }

    /// Whether a tag's key stands twice.
    func hasDuplicateTag() -> Bool {
        if tagCount < 2 { return false }
        if tagCount <= 16 {
            for place in 1..<tagCount {
                for before in 0..<place where LineParts.isEqual(tags[place].key, tags[before].key) { return true }
            }
            return false
        }
        var keys = Set<[UInt8]>()
        for place in 0..<tagCount where !keys.insert(tags[place].key.bytes).inserted { return true }
        return false
    }

    private static func isEqual(_ lhs: LineText, _ rhs: LineText) -> Bool {
        if lhs.isPlain, rhs.isPlain {
            guard lhs.count == rhs.count else { return false }
            for offset in 0..<lhs.count where lhs.start[offset] != rhs.start[offset] { return false }
            return true
        }
        return lhs.bytes == rhs.bytes
    }
}
