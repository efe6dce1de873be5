/// Whole lines that are sent together.
struct WriteBatch {
    var bytes: [UInt8]
    /// The place after each line's line break.
    var ends: [Int]
    /// Lines of the input before the first.
    var first: Int

    /// The bytes of a line, its line break left out.
    func line(_ index: Int) -> ArraySlice<UInt8> {
        bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index] - 1]
    }

    /// The lines at some places, one after another.
    func joined(_ lines: [Int]) -> [UInt8] {
        if lines.count == ends.count { return bytes }
        var joined: [UInt8] = []
        for line in lines { joined += bytes[(line == 0 ? 0 : ends[line - 1])..<ends[line]] }
        return joined
    }
}
