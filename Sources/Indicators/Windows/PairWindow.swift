/// The sums, squares and products of the last `length` pairs of values about a pair of the same window: what
/// covariance, correlation and beta need.
///
/// Blocks, anchors and order of additions are those of `AnchoredWindow`; a constant series has exactly no variance and no
/// covariance.
///
/// - Edge cases: The caller passes no `nan`. An infinite value leaves after at most two windows.
@frozen
@usableFromInline
struct PairWindow: Sendable {
    /// Sums of x and y, then of x², y² and x·y.
    @usableFromInline
    @frozen
    struct Sums: Sendable {
        @usableFromInline var firsts = SIMD2<Double>(repeating: 0)
        @usableFromInline var squares = SIMD2<Double>(repeating: 0)
        @usableFromInline var products = 0.0

        @inlinable
        init() {}

        @inlinable
        mutating func add(_ difference: SIMD2<Double>) {
            firsts += difference
            squares += difference * difference
            products += difference.x * difference.y
        }
    }

    /// How many pairs a window has.
    @usableFromInline let length: Int
    @usableFromInline var firsts = SIMD2<Double>(repeating: 0)
    @usableFromInline var squares = SIMD2<Double>(repeating: 0)
    @usableFromInline var products = 0.0
    @usableFromInline var anchor = SIMD2<Double>(repeating: 0)
    /// Whether `length` pairs were seen.
    @usableFromInline var isDefined = false
    @usableFromInline var block: [SIMD2<Double>]
    @usableFromInline var ends: [Sums]
    @usableFromInline var filled = 0
    @usableFromInline var beginning = Sums()

    /// A window of `length` pairs, at least 1.
    @inlinable
    init(length: Int) {
        precondition(length >= 1, "a window holds at least one value")
        self.length = length
        block = [SIMD2<Double>](repeating: SIMD2<Double>(repeating: 0), count: length)
        ends = [Sums](repeating: Sums(), count: length)
    }

    /// The sum of squared deviations of the first series from its mean.
    @inlinable var firstSpread: Double { spread(0) }

    /// The sum of squared deviations of the second series from its mean.
    @inlinable var secondSpread: Double { spread(1) }

    /// The sum of products of deviations of both series from their means.
    @inlinable var jointSpread: Double { products - firsts.x * firsts.y / Double(length) }

    @inlinable
    func spread(_ lane: Int) -> Double {
        let spread = squares[lane] - firsts[lane] * firsts[lane] / Double(length)
        return spread > 0 ? spread : 0
    }

    /// Takes the next pair.
    @inlinable
    mutating func update(_ first: Double, _ second: Double) {
        let pair = SIMD2(first, second)
        block[filled] = pair
        filled += 1
        if filled == length { return completeBlock() }
        guard isDefined else { return }
        beginning.add(pair - anchor)
        firsts = ends[filled].firsts + beginning.firsts
        squares = ends[filled].squares + beginning.squares
        products = ends[filled].products + beginning.products
    }

    /// Sums the block from its back about its last pair.
    @inlinable
    mutating func completeBlock() {
        anchor = block[length - 1]
        var end = Sums()
        var place = length - 1
        while place >= 0 {
            end.add(block[place] - anchor)
            ends[place] = end
            place -= 1
        }
        (firsts, squares, products) = (end.firsts, end.squares, end.products)
        filled = 0
        beginning = Sums()
        isDefined = true
    }
}
