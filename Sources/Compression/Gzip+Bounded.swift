extension Gzip {
    /// The unpacked bytes of one or more gzip members, as far as they are not more than a limit.
    ///
    /// What others send may unpack to a thousand times its size: no more than the limit is held in memory.
    ///
    /// - Returns: `nil` where they are more than `limit` bytes.
    /// - Throws: `Failure` where the data are damaged or end too early.
    public static func inflate(_ packed: [UInt8], atMost limit: Int) throws(Failure) -> [UInt8]? {
        let block = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 16)
        defer { block.deallocate() }
        var plain: [UInt8] = []
        var used: Int?
        var failure: Failure?
        packed.withUnsafeBytes { bytes in
            do throws(Failure) {
                used = try unpackMembers(of: bytes, room: { block }) { count in
                    guard plain.count + count <= limit else { return false }
                    plain.append(contentsOf: UnsafeBufferPointer(rebasing: block[..<count]))
                    return true
                }
            } catch { failure = error }
        }
        if let failure { throw failure }
        return used == nil ? nil : plain
    }
}
