# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'visit_fill.ui'
##
## Created by: Qt User Interface Compiler version 6.11.3
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QHBoxLayout, QScrollArea, QSizePolicy,
    QStackedWidget, QVBoxLayout, QWidget)
class Ui_VisitFill(object):
    def setupUi(self, VisitFill):
        if not VisitFill.objectName():
            VisitFill.setObjectName(u"VisitFill")
        self.columns = QHBoxLayout(VisitFill)
        self.columns.setSpacing(0)
        self.columns.setObjectName(u"columns")
        self.columns.setContentsMargins(0, 0, 0, 0)
        self.left = QWidget(VisitFill)
        self.left.setObjectName(u"left")
        self.left.setMinimumSize(QSize(224, 0))
        self.left.setMaximumSize(QSize(224, 16777215))
        self.left_column = QVBoxLayout(self.left)
        self.left_column.setSpacing(0)
        self.left_column.setObjectName(u"left_column")
        self.left_column.setContentsMargins(0, 8, 0, 0)
        self.sections_area = QScrollArea(self.left)
        self.sections_area.setObjectName(u"sections_area")
        self.sections_area.setWidgetResizable(True)
        self.sections_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

        self.left_column.addWidget(self.sections_area)

        self.comparison_slot = QWidget(self.left)
        self.comparison_slot.setObjectName(u"comparison_slot")

        self.left_column.addWidget(self.comparison_slot)

        self.left_column.setStretch(0, 1)

        self.columns.addWidget(self.left)

        self.middle = QWidget(VisitFill)
        self.middle.setObjectName(u"middle")
        self.middle_column = QVBoxLayout(self.middle)
        self.middle_column.setSpacing(8)
        self.middle_column.setObjectName(u"middle_column")
        self.middle_column.setContentsMargins(0, 8, 0, 0)
        self.section_bar = QWidget(self.middle)
        self.section_bar.setObjectName(u"section_bar")
        self.section_row = QHBoxLayout(self.section_bar)
        self.section_row.setSpacing(12)
        self.section_row.setObjectName(u"section_row")
        self.section_row.setContentsMargins(24, 0, 24, 0)

        self.middle_column.addWidget(self.section_bar)

        self.pages = QStackedWidget(self.middle)
        self.pages.setObjectName(u"pages")

        self.middle_column.addWidget(self.pages)

        self.middle_column.setStretch(1, 1)

        self.columns.addWidget(self.middle)

        self.photos_slot = QWidget(VisitFill)
        self.photos_slot.setObjectName(u"photos_slot")

        self.columns.addWidget(self.photos_slot)

        self.columns.setStretch(1, 1)

        self.retranslateUi(VisitFill)
    # setupUi

    def retranslateUi(self, VisitFill):
        pass
    # retranslateUi

