// Which three digits a ZIP code can begin with. A test holds the list against the ZIP data.
const NO_ZIP_BEGINS = "000-004 213 269 343 345 348 353 419 428-429 517-519 529 533 536 552 568 578-579 589 621 632 "
  + "642-643 659 663 682 694-699 702 709 715 732 742 771 817-819 839 848-849 854 858 861-862 866-869 872 886-887 892 "
  + "896 899 909 929 987";

// Whether some ZIP code of a state, a territory or the military begins with the first three of these digits.
export function mayBeZip(digits) {
  const first = digits.slice(0, 3);
  return !NO_ZIP_BEGINS.split(" ").some((range) => first >= range.slice(0, 3) && first <= range.slice(-3));
}
