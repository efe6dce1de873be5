/// The number of points that a plan is asked for.
enum SampleCount {
    /// The most points of a plan that is no grid.
    static let most = 100_000_000

    /// - Throws: `SearchError.setting` outside `1...most`.
    static func check(_ count: Int) throws(SearchError) {
        guard 1...most ~= count else {
            throw .setting(name: "the number of points", found: count.grouped, allowed: "1 to \(most.grouped)")
        }
    }

    /// How many candidates are looked at for so many points before a plan takes fewer.
    static func candidates(for count: Int) -> Int { min(max(100_000, count * 100), Int(UInt32.max)) }
}
