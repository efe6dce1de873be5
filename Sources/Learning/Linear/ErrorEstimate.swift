/// How the errors of least squares coefficients are estimated from the residuals `e`.
///
/// With `B = (XᵀX)⁻¹` and leverages `hᵢ = xᵢᵀ B xᵢ` (each row times the root of its weight, where there are weights) the
/// covariance is `B M B`.
public enum ErrorEstimate: Sendable, Equatable {
    /// `s² B` with `s² = Σ e² / (n − k − 1)`: errors of one variance, independent.
    case classical
    /// White: `M = Σ eᵢ² xᵢ xᵢᵀ`.
    case hc0
    /// HC0 times `n / (n − k − 1)`.
    case hc1
    /// `eᵢ² / (1 − hᵢ)` in place of `eᵢ²`.
    case hc2
    /// `eᵢ² / (1 − hᵢ)²` in place of `eᵢ²`.
    case hc3
    /// Newey and West: autocovariances of `eᵢ xᵢ` up to `lags`, with Bartlett weights `1 − l / (lags + 1)`; times
    /// `n / (n − k − 1)` where `corrected`. For labels over `h` overlapping rows, at least `h − 1` lags.
    ///
    /// - Source: Newey and West (1987), Econometrica 55, eq. 5; the other estimates: MacKinnon and White (1985),
    ///   Journal of Econometrics 29.
    case neweyWest(lags: Int, corrected: Bool)
}
