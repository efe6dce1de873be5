internal import LinearAlgebra

/// One elementwise pass over the rows of a batch, eight elements at a time.
struct ActivationPass<Element: BLASElement> {
    let sums: UnsafeMutablePointer<Element>
    let values: UnsafeMutablePointer<Element>
    let rows: Int
    let width: Int
    let keepsSum: Bool

    /// Adds the bias to each row, keeps the sums where asked, and stores `body` of them.
    @inline(__always)
    func forward(_ bias: UnsafePointer<Element>?, _ body: (SIMD8<Element>) -> SIMD8<Element>) {
        guard let bias, width > 1 else {
            // Without a bias, or with one for all, rows are one long row.
            let shift = SIMD8<Element>(repeating: bias?.pointee ?? 0)
            row(sums, values, count: rows * width) { _, _ in
                shift
            } apply: {
                body($0)
            }
            return
        }
        for index in 0..<rows {
            row(sums + index * width, values + index * width, count: width) { place, rest in
                rest == 8 ? Lanes.load(bias + place) : Lanes.load(bias + place, part: rest)
            } apply: {
                body($0)
            }
        }
    }

    @inline(__always)
    private func row(
        _ from: UnsafeMutablePointer<Element>, _ to: UnsafeMutablePointer<Element>, count: Int,
        shift: (Int, Int) -> SIMD8<Element>, apply: (SIMD8<Element>) -> SIMD8<Element>
    ) {
        var place = 0
        while place + 8 <= count {
            let sum = Lanes.load(from + place) + shift(place, 8)
            if keepsSum { Lanes.store(sum, from + place) }
            Lanes.store(apply(sum), to + place)
            place += 8
        }
        let rest = count - place
        if rest > 0 {
            let sum = Lanes.load(from + place, part: rest) + shift(place, rest)
            if keepsSum { Lanes.store(sum, from + place, part: rest) }
            Lanes.store(apply(sum), to + place, part: rest)
        }
    }

    /// Replaces `values` by `body` of them and of `sums`, and sums the result over the rows.
    @inline(__always)
    func backward(
        _ total: UnsafeMutablePointer<Element>, _ body: (SIMD8<Element>, SIMD8<Element>) -> SIMD8<Element>
    ) {
        total.update(repeating: 0, count: width)
        for index in 0..<rows {
            let (delta, saved) = (values + index * width, sums + index * width)
            var place = 0
            while place + 8 <= width {
                let result = body(Lanes.load(delta + place), Lanes.load(saved + place))
                Lanes.store(result, delta + place)
                Lanes.store(Lanes.load(total + place) + result, total + place)
                place += 8
            }
            let rest = width - place
            if rest > 0 {
                let result = body(Lanes.load(delta + place, part: rest), Lanes.load(saved + place, part: rest))
                Lanes.store(result, delta + place, part: rest)
                Lanes.store(Lanes.load(total + place, part: rest) + result, total + place, part: rest)
            }
        }
    }
}
