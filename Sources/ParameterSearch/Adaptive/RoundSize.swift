/// How many points a search proposes at once.
enum RoundSize {
    /// The most points of a round.
    static let most = 100_000

    /// - Throws: `SearchError.setting` outside `1...most`.
    static func check(_ size: Int) throws(SearchError) {
        guard 1...most ~= size else {
            throw .setting(name: "the size of a round", found: size.grouped, allowed: "1 to \(most.grouped)")
        }
    }
}
