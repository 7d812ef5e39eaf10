# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'today.ui'
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
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QScrollArea,
    QSizePolicy, QVBoxLayout, QWidget)
class Ui_Today(object):
    def setupUi(self, Today):
        if not Today.objectName():
            Today.setObjectName(u"Today")
        self.page = QVBoxLayout(Today)
        self.page.setSpacing(16)
        self.page.setObjectName(u"page")
        self.page.setContentsMargins(24, 16, 24, 16)
        self.strip_slot = QWidget(Today)
        self.strip_slot.setObjectName(u"strip_slot")

        self.page.addWidget(self.strip_slot)

        self.columns = QHBoxLayout()
        self.columns.setSpacing(24)
        self.columns.setObjectName(u"columns")
        self.main = QVBoxLayout()
        self.main.setSpacing(16)
        self.main.setObjectName(u"main")
        self.next_slot = QWidget(Today)
        self.next_slot.setObjectName(u"next_slot")

        self.main.addWidget(self.next_slot)

        self.visits_slot = QWidget(Today)
        self.visits_slot.setObjectName(u"visits_slot")

        self.main.addWidget(self.visits_slot)

        self.main.setStretch(1, 1)

        self.columns.addLayout(self.main)

        self.side = QScrollArea(Today)
        self.side.setObjectName(u"side")
        self.side.setFrameShape(QFrame.Shape.NoFrame)
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.side.setWidgetResizable(True)
        self.side_page = QWidget()
        self.side_page.setObjectName(u"side_page")
        self.side_column = QVBoxLayout(self.side_page)
        self.side_column.setSpacing(16)
        self.side_column.setObjectName(u"side_column")
        self.side_column.setContentsMargins(0, 0, 0, 0)
        self.drafts_slot = QWidget(self.side_page)
        self.drafts_slot.setObjectName(u"drafts_slot")

        self.side_column.addWidget(self.drafts_slot)

        self.problems_slot = QWidget(self.side_page)
        self.problems_slot.setObjectName(u"problems_slot")

        self.side_column.addWidget(self.problems_slot)

        self.unexported_slot = QWidget(self.side_page)
        self.unexported_slot.setObjectName(u"unexported_slot")

        self.side_column.addWidget(self.unexported_slot)

        self.side_column.setStretch(1, 1)
        self.side.setWidget(self.side_page)

        self.columns.addWidget(self.side)

        self.columns.setStretch(0, 13)
        self.columns.setStretch(1, 7)

        self.page.addLayout(self.columns)

        self.page.setStretch(1, 1)

        self.retranslateUi(Today)
    # setupUi

    def retranslateUi(self, Today):
        pass
    # retranslateUi

