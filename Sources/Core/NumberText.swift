extension Double {
    /// The fewest digits that read back to the same double, without a needless `.0`: `100000`, `0.1`, `1e-07`.
    ///
    /// - Edge cases: `nan`, `inf` and `-inf` are written so; negative zero is `-0`.
    public var shortestText: String {
        let text = description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
